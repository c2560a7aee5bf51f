import type { Delivery, Queue, Source } from '../../../functions/core/queue.ts';

/** A queue, and the side of it that the platform works and the port leaves out. */
export interface QueueFixture {
  readonly queue: Queue;
  /** Two queues that are there. */
  readonly names: readonly [string, string];
  /** How long what was received stays hidden, in milliseconds: 4,000 or more where time is real. */
  readonly visibility: number;
  /** Deliveries after which a message moves to the dead-letter queue: at least 3. */
  readonly receiveLimit: number;
  /** A body that cannot be sent beside others that can, if there is such a one. */
  readonly refusedBody?: string;
  /** What can be delivered now, up to 10. May leave some out, or all, as long as they come in the end. */
  receive(source: Source, max: number): Promise<readonly Delivery[]>;
  remove(source: Source, receipts: readonly string[]): Promise<void>;
  /** Lets so many milliseconds pass: on a clock of its own at once, else by waiting. */
  advance(ms: number): Promise<void>;
  close?(): Promise<void> | void;
}
