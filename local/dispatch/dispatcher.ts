import { randomUUID } from 'node:crypto';
import type { Log } from '../../functions/core/log.ts';
import type { Delivery, Source } from '../../functions/core/queue.ts';
import { visibilityOf } from '../../functions/core/queue-settings.ts';
import type { LocalClock } from '../clock/local-clock.ts';
import type { Ending } from '../environments/environment.ts';
import type { Invocation } from '../environments/wire.ts';
import type { LocalQueue, LocalStore } from '../local-ports.ts';
import { fillBatch } from './fill-batch.ts';
import { finishBatch } from './finish-batch.ts';
import { sqsEvent } from './sqs-event.ts';

/** Where invocations can run. */
export interface Capacity {
  /** A place for one invocation that is free now. None: `onFree` will be called. */
  take(): Slot | undefined;
  /** Nothing is waiting. */
  rest(): void;
}

/** Is used up by one call of either. */
export interface Slot {
  invoke(invocation: Invocation): Promise<Ending>;
  giveBack(): void;
}

export interface SourceSettings {
  /** Messages at most. */
  readonly batch: number;
  /** Milliseconds that a batch may wait to fill. */
  readonly window: number;
  /** Of the function, in milliseconds. */
  readonly timeout: number;
}

export interface DispatcherOptions {
  readonly source: Source;
  readonly settings: SourceSettings;
  readonly capacity: Capacity;
  /** Then no message is taken, until someone wakes the dispatcher. */
  isPaused(): boolean;
  readonly queue: LocalQueue;
  readonly store: LocalStore;
  readonly clock: LocalClock;
  readonly log: Log;
}

/** Carries the messages of one source to its function in batches, as Lambda does for SQS. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  /** Takes the messages that come while a batch waits to fill. */
  #arrival = Promise.withResolvers<void>();
  #pumping: Promise<void> | undefined;
  #again = false;
  #cancelAlarm = () => {};

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  isOf({ queue, deadLetters }: Source): boolean {
    const { source } = this.#options;
    return source.queue === queue && source.deadLetters === deadLetters;
  }

  /** There may be a message, or a free place for a batch. */
  wake(): void {
    this.#again = true;
    this.#arrival.resolve();
    this.#pumping ??= this.#pump();
  }

  /** When the next message comes that cannot be had now. */
  next(): number | undefined {
    const next = this.#nextMessage();
    return next === undefined || next <= this.#options.clock.now() ? undefined : next;
  }

  /** Nothing runs and nothing is there that could. */
  isQuiet(): boolean {
    const next = this.#nextMessage() ?? Number.POSITIVE_INFINITY;
    const isWaiting = next <= this.#options.clock.now();
    return this.#running.size === 0 && this.#pumping === undefined && !isWaiting;
  }

  /** Takes no more messages. Resolves when those under way have ended. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#cancelAlarm();
    this.#arrival.resolve();
    await this.#pumping;
    await Promise.all(this.#running);
  }

  async #pump(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#dispatchAll();
      }
    } catch (error) {
      const { log, source, clock } = this.#options;
      log.error(`Messages of queue '${source.queue}' could not be received`, {
        error: String(error),
      });
      void clock.wait(1_000, this.#stopped.signal).then(() => this.wake());
    } finally {
      this.#pumping = undefined;
    }
  }

  async #dispatchAll(): Promise<void> {
    const { clock, capacity } = this.#options;
    while (!this.#stopped.signal.aborted) {
      const next = this.#nextMessage();
      if (next === undefined || next > clock.now()) {
        capacity.rest();
        this.#cancelAlarm();
        if (next !== undefined) this.#cancelAlarm = clock.alarm(next, () => this.wake());
        return;
      }
      const slot = capacity.take();
      if (slot === undefined) return;
      await this.#dispatch(slot);
    }
  }

  async #dispatch(slot: Slot): Promise<void> {
    const { queue, source } = this.#options;
    const batch = await this.#receive().catch((error) => {
      slot.giveBack();
      throw error;
    });
    if (batch.length === 0 || this.#stopped.signal.aborted) {
      slot.giveBack();
      const receipts = batch.map(({ receipt }) => receipt);
      if (receipts.length > 0) await queue.release(source, receipts);
      return;
    }
    const run = this.#run(slot, batch).finally(() => {
      this.#running.delete(run);
      this.wake();
    });
    this.#running.add(run);
  }

  /** When the next message can be had; a past time: there is one now. */
  #nextMessage(): number | undefined {
    const { queue, source, isPaused } = this.#options;
    return isPaused() ? undefined : queue.nextVisible(source);
  }

  #receive(): Promise<readonly Delivery[]> {
    const { queue, source, settings, isPaused } = this.#options;
    const { batch, window } = settings;
    const visibility = visibilityOf(settings);
    return fillBatch({
      most: batch,
      window,
      // A batch that is still to fill takes nothing more either.
      receive: async (max) => (isPaused() ? [] : queue.receive(source, max, visibility)),
      arrival: () => {
        this.#arrival = Promise.withResolvers();
        return this.#arrival.promise;
      },
      stopped: this.#stopped.signal,
    });
  }

  async #run(slot: Slot, deliveries: readonly Delivery[]): Promise<void> {
    const { source, clock, log } = this.#options;
    const requestId = randomUUID();
    const event = sqsEvent(source, deliveries);
    try {
      const ending = await slot.invoke({ requestId, event, now: clock.now() });
      await finishBatch(this.#options, { requestId, deliveries, ending });
    } catch (error) {
      // The messages come back when their visibility ends.
      log.error(`The end of invocation ${requestId} could not be written`, {
        error: String(error),
      });
    }
  }
}
