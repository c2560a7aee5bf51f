/** What a program imports that calls the API: of no dependencies, for Node, browsers and workers. */

export type { CallOptions, Connection, OnceOptions } from '../client/connection.ts';
export { type Fault, NoAnswerError, type Problem, RefusedError } from '../client/errors.ts';
export { isOver } from '../client/is-over.ts';
export type {
  Job,
  JobError,
  JobLog,
  JobStatus,
  ListedJob,
  LogLine,
  Start,
} from '../client/job-shapes.ts';
export type { JobOf, NameOf, PayloadOf, ResultOf } from '../client/job-types.ts';
export {
  type EnqueuedJob,
  type EnqueueOptions,
  type JobFilter,
  JobsClient,
  type NewJob,
  type WaitOptions,
} from '../client/jobs-client.ts';
export type {
  Caller,
  MinuteStats,
  QueueDepth,
  StatsSpan,
  TypeShown,
  TypeStats,
} from '../client/overview-shapes.ts';
export type { Retried, RetryFilter, RetryJob } from '../client/retry-shapes.ts';
export type { ListedSchedule, Schedule } from '../client/schedule-shapes.ts';
export type { NewSchedule, SchedulesClient } from '../client/schedules-client.ts';
