import type { Operation } from './api-event.ts';
import { cancelJob } from './cancel-job.ts';
import { checkHealth } from './check-health.ts';
import { createJobs } from './create-jobs.ts';
import { getJob } from './get-job.ts';
import { listJobs } from './list-jobs.ts';
import { listQueues } from './list-queues.ts';
import { listTypes } from './list-types.ts';
import { pauseQueue, resumeQueue } from './pause-queue.ts';
import { readStats } from './read-stats.ts';
import { rescheduleJob } from './reschedule-job.ts';
import { retryJob } from './retry-job.ts';
import { retryJobs } from './retry-jobs.ts';
import type { RouteName } from './routes.ts';

export const operations: Readonly<Record<RouteName, Operation>> = {
  createJobs,
  listJobs,
  getJob,
  cancelJob,
  retryJob,
  retryJobs,
  rescheduleJob,
  listTypes,
  listQueues,
  pauseQueue,
  resumeQueue,
  readStats,
  checkHealth,
};
