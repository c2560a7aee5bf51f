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

export const operations: Readonly<Record<RouteName, Operation>> = {
  createJobs,
  listJobs,
  getJob,
  deleteJob: rarely('deleteJob'),
  cancelJob,
  retryJob,
  retryJobs: rarely('retryJobs'),
  rescheduleJob,
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
 * They are in one chunk of their own, so as not to make the start slower for those who enqueue. In one: each further
 * chunk splits what it shares with the start, and a start with twenty small files is slower than one with a few.
 */
function rarely(name: keyof typeof rareOperations): Operation {
  return async (event, ports) => {
    const { rareOperations } = await import('./rare-operations.ts');
    return rareOperations[name](event, ports);
  };
}
