import { day, minute } from '../../functions/core/duration.ts';
import type { Log } from '../../functions/core/log.ts';
import type { Store } from '../../functions/core/store.ts';
import type { LocalClock } from '../clock/local-clock.ts';

export interface MinuteRuleOptions {
  /** The scheduler function. */
  readonly run: () => Promise<void>;
  readonly store: Store;
  readonly clock: LocalClock;
  readonly log: Log;
}

/**
 * Runs the scheduler at once and then every minute. On the virtual clock it runs only when something is
 * due, and once a day for what it does daily: a year of nothing costs next to nothing.
 */
export class MinuteRule {
  readonly #options: MinuteRuleOptions;
  #last = 0;
  #running: Promise<void> | undefined;
  #cancelAlarm = () => {};
  #stopped = false;

  constructor(options: MinuteRuleOptions) {
    this.#options = options;
  }

  wake(): void {
    if (this.#stopped || this.#running !== undefined) return;
    const now = this.#options.clock.now();
    // A clock that was set back must not keep it from running.
    if (Math.abs(now - this.#last) < minute) {
      this.#setAlarm();
      return;
    }
    this.#last = now;
    this.#running = this.#run();
  }

  isQuiet(): boolean {
    return this.#running === undefined;
  }

  /**
   * When the earliest entry of the due index is due, or the earliest schedule, a minute after the last run at
   * the earliest, and a day after it at the latest. To the millisecond: a message can only be delayed by whole
   * seconds, so any other time would make it late.
   */
  async next(): Promise<number> {
    const { store } = this.#options;
    const shards = Array.from({ length: store.dueShards }, (_, shard) => shard);
    const entries = await Promise.all(
      shards.map((shard) => store.due(shard, Number.MAX_SAFE_INTEGER, 1)),
    );
    const firing = await store.firing(Number.MAX_SAFE_INTEGER, 1);
    const times = [
      ...entries.flat().map(({ dueAt }) => dueAt),
      ...firing.map(({ nextAt }) => nextAt),
    ];
    return Math.max(this.#last + minute, Math.min(this.#last + day, ...times));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelAlarm();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      await this.#options.run();
    } catch (error) {
      this.#options.log.error('The scheduler failed; it runs again in a minute', {
        error: String(error),
      });
    } finally {
      this.#running = undefined;
      if (!this.#stopped) this.#setAlarm();
    }
  }

  #setAlarm(): void {
    this.#cancelAlarm();
    this.#cancelAlarm = this.#options.clock.alarm(this.#last + minute, () => this.wake());
  }
}
