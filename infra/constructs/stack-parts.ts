import type { JobFunction } from './job-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';
import type { JobsApi } from './jobs-api.ts';
import type { Scheduler } from './scheduler.ts';
import type { Worker } from './worker.ts';

/** What there is to watch in a stack. */
export interface StackParts {
  readonly table: JobTable;
  readonly queues: readonly JobQueue[];
  readonly workers: readonly Worker[];
  readonly scheduler: Scheduler;
  readonly api: JobsApi;
  /** All of them, those of the parts above included. */
  readonly functions: readonly JobFunction[];
}
