/** What a program imports that calls the API: of no dependencies, for Node, browsers and workers. */

export type { CallOptions, Connection } from '../client/call-api.ts';
export { NoAnswerError, type Problem, RefusedError } from '../client/errors.ts';
export type {
  Job,
  JobError,
  JobOf,
  JobStatus,
  ListedJob,
  LogLine,
  NameOf,
  PayloadOf,
  QueueDepth,
  ResultOf,
  Start,
} from '../client/job-shapes.ts';
export {
  type EnqueueOptions,
  type JobFilter,
  JobsClient,
  type NewJob,
} from '../client/jobs-client.ts';
export type { NewSchedule, Schedule, SchedulesClient } from '../client/schedules-client.ts';
