import type { Clock } from './clock.ts';
import type { LineKeeper } from './job-lines.ts';
import type { Retention } from './job-record.ts';
import type { Log } from './log.ts';
import type { Queue } from './queue.ts';
import type { Store } from './store.ts';
import type { Trace } from './trace.ts';

/** All that the protocol knows of the world. */
export interface Ports {
  readonly store: Store;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention: Retention;
  /** @default - attempts are not traced */
  readonly trace?: Trace;
  /** @default - the log is where the lines of jobs are found */
  readonly lines?: LineKeeper;
  /** From 0 to below 1. */
  random(): number;
}
