import { cancelJob } from './cancel-job.ts';
import { deleteJob } from './delete-job.ts';
import { getLogs } from './get-logs.ts';
import { listJobs } from './list-jobs.ts';
import { listQueues } from './list-queues.ts';
import { listTypes } from './list-types.ts';
import { pauseQueue, resumeQueue } from './pause-queue.ts';
import { readCaller } from './read-caller.ts';
import { readStats } from './read-stats.ts';
import { rescheduleJob } from './reschedule-job.ts';
import { retryJob } from './retry-job.ts';
import { retryJobs } from './retry-jobs.ts';
import { scheduleOperations } from './schedule-operations.ts';
import { readDashboardFile, showDashboard } from './show-dashboard.ts';

/** What people ask for, and not what programs call for each job. */
export const rareOperations = {
  ...scheduleOperations,
  listJobs,
  deleteJob,
  cancelJob,
  retryJob,
  rescheduleJob,
  listTypes,
  listQueues,
  pauseQueue,
  resumeQueue,
  readStats,
  readCaller,
  showDashboard,
  readDashboardFile,
  retryJobs,
  getLogs,
};
