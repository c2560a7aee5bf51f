import { getLogs } from './get-logs.ts';
import { listQueues } from './list-queues.ts';
import { listTypes } from './list-types.ts';
import { pauseQueue, resumeQueue } from './pause-queue.ts';
import { readStats } from './read-stats.ts';
import { retryJobs } from './retry-jobs.ts';

/** What people ask for, and not what programs call for each job. */
export const rareOperations = {
  listTypes,
  listQueues,
  pauseQueue,
  resumeQueue,
  readStats,
  retryJobs,
  getLogs,
};
