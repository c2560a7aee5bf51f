import type { Operation } from './api-event.ts';
import { checkHealth } from './check-health.ts';
import { createJobs } from './create-jobs.ts';
import { describeApi } from './describe-api.ts';
import { getJob } from './get-job.ts';
import type { rareOperations } from './rare-operations.ts';
import type { RouteName } from './routes.ts';

export const operations: Readonly<Record<RouteName, Operation>> = {
  createJobs,
  listJobs: rarely('listJobs'),
  getJob,
  deleteJob: rarely('deleteJob'),
  cancelJob: rarely('cancelJob'),
  retryJob: rarely('retryJob'),
  retryJobs: rarely('retryJobs'),
  rescheduleJob: rarely('rescheduleJob'),
  getLogs: rarely('getLogs'),
  listSchedules: rarely('listSchedules'),
  getSchedule: rarely('getSchedule'),
  putSchedule: rarely('putSchedule'),
  deleteSchedule: rarely('deleteSchedule'),
  runSchedule: rarely('runSchedule'),
  listTypes: rarely('listTypes'),
  listQueues: rarely('listQueues'),
  pauseQueue: rarely('pauseQueue'),
  resumeQueue: rarely('resumeQueue'),
  readStats: rarely('readStats'),
  readCaller: rarely('readCaller'),
  checkHealth,
  describeApi,
  showDashboard: rarely('showDashboard'),
  readDashboardFile: rarely('readDashboardFile'),
};

/**
 * They are in one chunk of their own, so as not to make the start slower for those who enqueue, or look at their job.
 */
function rarely(name: keyof typeof rareOperations): Operation {
  return async (event, ports) => {
    const { rareOperations } = await import('./rare-operations.ts');
    return rareOperations[name](event, ports);
  };
}
