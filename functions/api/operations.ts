import type { Operation } from './api-event.ts';
import { cancelJob } from './cancel-job.ts';
import { checkHealth } from './check-health.ts';
import { createJobs } from './create-jobs.ts';
import { describeApi } from './describe-api.ts';
import { getJob } from './get-job.ts';
import { listJobs } from './list-jobs.ts';
import type { rareOperations } from './rare-operations.ts';
import { rescheduleJob } from './reschedule-job.ts';
import { retryJob } from './retry-job.ts';
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
  retryJobs: rarely('retryJobs'),
  rescheduleJob,
  getLogs: rarely('getLogs'),
  listSchedules: ofSchedules('listSchedules'),
  getSchedule: ofSchedules('getSchedule'),
  putSchedule: ofSchedules('putSchedule'),
  deleteSchedule: ofSchedules('deleteSchedule'),
  runSchedule: ofSchedules('runSchedule'),
  listTypes: rarely('listTypes'),
  listQueues: rarely('listQueues'),
  pauseQueue: rarely('pauseQueue'),
  resumeQueue: rarely('resumeQueue'),
  readStats: rarely('readStats'),
  checkHealth,
  describeApi,
};

/** They are in chunks of their own, so as not to make the start slower for those who enqueue. */
function ofSchedules(name: keyof typeof scheduleOperations): Operation {
  return async (event, ports) => {
    const { scheduleOperations } = await import('./schedule-operations.ts');
    return scheduleOperations[name](event, ports);
  };
}

function rarely(name: keyof typeof rareOperations): Operation {
  return async (event, ports) => {
    const { rareOperations } = await import('./rare-operations.ts');
    return rareOperations[name](event, ports);
  };
}
