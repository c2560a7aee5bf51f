import type { Delivery } from '../../functions/core/queue.ts';
import type { BatchResult } from '../../functions/core/run-batch.ts';
import type { Process } from './process.ts';

/** One call of the worker's function, as the platform sees it. */
export interface Invocation {
  readonly process: Process;
  readonly deliveries: readonly Delivery[];
  /** The platform fails to delete what it is done with. */
  readonly keeps: boolean;
  result?: BatchResult | 'rejected';
}
