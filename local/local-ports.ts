import type { JobLogs } from '../functions/core/job-lines.ts';
import type { KeyStore } from '../functions/core/key-store.ts';
import type { Delivery, Queue, Source } from '../functions/core/queue.ts';
import type { QueuePauses } from '../functions/core/queue-pauses.ts';
import type { Store } from '../functions/core/store.ts';

/** What the server needs of its store beyond the protocol's port. */
export interface LocalStore extends Store, KeyStore {
  /** Ends the leases that these owners hold, so that their jobs can be claimed at once. */
  endLeases(owners: readonly string[], now: number): Promise<void>;
  endAllLeases(now: number): Promise<void>;
  /** Removes what has expired. */
  sweep(now: number): Promise<void>;
}

/** The side of a queue that SQS and Lambda have on AWS. */
export interface LocalQueue extends Queue {
  /** Takes at most `max` messages that are visible and hides them for `visibility` milliseconds. */
  receive(source: Source, max: number, visibility: number): Promise<readonly Delivery[]>;
  remove(source: Source, receipts: readonly string[]): Promise<void>;
  /** Makes messages in flight visible at once. */
  release(source: Source, receipts: readonly string[]): Promise<void>;
  releaseAll(): Promise<void>;
  /** When the next message is visible, in milliseconds since 1970; a past time: there is one now. */
  nextVisible(source: Source): number | undefined;
}

/** A line of a job, as JSON of a `JobLine`: so it crosses from a worker's process, and so it is kept. */
export type SentLine = readonly [jobId: string, line: string];

export interface LocalLogs extends JobLogs {
  /** Keeps the last ones of each job. Those of a job that is gone, or was erased, are dropped. */
  append(lines: readonly SentLine[]): Promise<void>;
}

/** The pauses, for those who cannot wait for an answer. */
export interface LocalPauses extends QueuePauses {
  isPaused(queue: string): boolean;
}
