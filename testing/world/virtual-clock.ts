import type { Clock } from '../../functions/core/clock.ts';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** A clock that moves only when it is told to. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        this.#timers.delete(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = { at: this.#now + ms, fire: end };
      this.#timers.add(timer);
      signal?.addEventListener('abort', end);
    });
  }

  /** When the earliest `wait` ends. */
  next(): number | undefined {
    return this.#earliest()?.at;
  }

  /** Goes from timer to timer; what each one sets off has come to rest before the next one fires. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.settle();
    for (let timer = this.#earliest(); timer && timer.at <= end; timer = this.#earliest()) {
      this.#now = Math.max(this.#now, timer.at);
      timer.fire();
      await this.settle();
    }
    this.#now = end;
  }

  /** Lets every promise that can settle without the passing of time do so. */
  async settle(): Promise<void> {
    // The microtasks all run before the first one; the second is for code that itself waits for an immediate.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  #earliest(): Timer | undefined {
    let earliest: Timer | undefined;
    for (const timer of this.#timers) {
      if (earliest === undefined || timer.at < earliest.at) earliest = timer;
    }
    return earliest;
  }
}
