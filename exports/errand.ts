/** What the files of a project's job types and queues import. */

export { type Backoff, exponential } from '../functions/core/backoff.ts';
export {
  type ChildOptions,
  defineJob,
  type JobContext,
  type JobOptions,
  type JobType,
  type RetryPolicy,
  type RunningJob,
} from '../functions/core/define-job.ts';
export type { Duration } from '../functions/core/duration.ts';
export {
  type CronOptions,
  cron,
  every,
  type FixedSchedule,
  type FixedScheduleOptions,
} from '../functions/core/fixed-schedule.ts';
export { PermanentError, RetryLater } from '../functions/core/job-error.ts';
export { type JobRegistry, registerJobs } from '../functions/core/job-registry.ts';
export type { Log, LogFields } from '../functions/core/log.ts';
export {
  defineQueues,
  type QueueOptions,
  type QueueSettings,
} from '../functions/core/queue-settings.ts';
