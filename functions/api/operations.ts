import type { Operation } from './api-event.ts';
import { cancelJob } from './cancel-job.ts';
import { checkHealth } from './check-health.ts';
import { createJobs } from './create-jobs.ts';
import { describeApi } from './describe-api.ts';
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
import type { scheduleOperations } from './schedule-operations.ts';

export const operations: Readonly<Record<RouteName, Operation>> = {
  createJobs,
  listJobs,
  getJob,
  // In a chunk of its own, as those of schedules.
  deleteJob: async (event, ports) => (await import('./delete-job.ts')).deleteJob(event, ports),
  cancelJob,
  retryJob,
  retryJobs,
  rescheduleJob,
  listSchedules: ofSchedules('listSchedules'),
  getSchedule: ofSchedules('getSchedule'),
  putSchedule: ofSchedules('putSchedule'),
  deleteSchedule: ofSchedules('deleteSchedule'),
  runSchedule: ofSchedules('runSchedule'),
  listTypes,
  listQueues,
  pauseQueue,
  resumeQueue,
  readStats,
  checkHealth,
  describeApi,
};

/** They are in a chunk of their own, so as not to make the start slower for those who enqueue. */
function ofSchedules(name: keyof typeof scheduleOperations): Operation {
  return async (event, ports) => {
    const { scheduleOperations } = await import('./schedule-operations.ts');
    return scheduleOperations[name](event, ports);
  };
}
