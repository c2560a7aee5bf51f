import type { Problem } from '../../../client/errors.ts';
import type { Job, JobLog, ListedJob } from '../../../client/job-shapes.ts';
import type { EnqueuedJob, JobsClient } from '../../../client/jobs-client.ts';
import type {
  Caller,
  MinuteStats,
  QueueDepth,
  TypeShown,
} from '../../../client/overview-shapes.ts';
import type { RetryJob } from '../../../client/retry-shapes.ts';
import type { ListedSchedule, Schedule } from '../../../client/schedule-shapes.ts';
import type { JobRegistry } from '../../../functions/core/job-registry.ts';

/** What the client answers, by the name that the OpenAPI document has for it. Read by the compiler. */
export interface DocumentedTypes {
  readonly Job: Job;
  readonly JobSummary: ListedJob;
  readonly JobLogs: JobLog;
  readonly EnqueuedJobs: { readonly jobs: readonly EnqueuedJob<JobRegistry>[] };
  readonly ScheduleSummary: ListedSchedule;
  readonly Schedule: Schedule;
  readonly JobType: TypeShown;
  readonly Queue: QueueDepth;
  readonly MinuteStats: MinuteStats;
  readonly Caller: Caller;
  readonly Problem: Problem;
}

type Schedules = JobsClient['schedules'];

/** What each method resolves to, by the call that it makes. */
export interface DocumentedAnswers {
  readonly 'GET /jobs/{id}': Answer<JobsClient['get']>;
  readonly 'GET /jobs/{id}/logs': Answer<JobsClient['logs']>;
  readonly 'POST /jobs/{id}/cancel': Answer<JobsClient['cancel']>;
  readonly 'POST /jobs/{id}/retry': Answer<JobsClient['retry']>;
  readonly 'POST /jobs/{id}/reschedule': Answer<JobsClient['reschedule']>;
  readonly 'GET /types': { readonly types: Answer<JobsClient['types']> };
  readonly 'GET /queues': { readonly queues: Answer<JobsClient['queues']> };
  readonly 'POST /queues/{name}/pause': Answer<JobsClient['pauseQueue']>;
  readonly 'POST /queues/{name}/resume': Answer<JobsClient['resumeQueue']>;
  readonly 'GET /stats': { readonly minutes: Answer<JobsClient['stats']> };
  readonly 'GET /me': Answer<JobsClient['me']>;
  readonly 'GET /health': Answer<JobsClient['health']>;
  readonly 'GET /schedules': { readonly schedules: Answer<Schedules['list']> };
  readonly 'GET /schedules/{name}': Answer<Schedules['get']>;
  readonly 'PUT /schedules/{name}': Answer<Schedules['put']>;
  readonly 'POST /schedules/{name}/run': Answer<Schedules['run']>;
  /** The document does not say which job it is. */
  readonly 'POST /jobs/retry': Job<string, RetryJob['payload'], unknown>;
}

type Answer<Method extends (...parameters: never) => Promise<unknown>> = Awaited<
  ReturnType<Method>
>;
