/** What a deployment is to carry. */
export interface Load {
  readonly jobsPerSecond: number;
  /** How long one job's code runs, in milliseconds. */
  readonly jobMs: number;
  /** Jobs in one request. */
  readonly requestJobs: number;
  /** The part of the jobs that wait for a time further away than 15 minutes. */
  readonly scheduledShare: number;
}

/** What a deployment is set to, as far as it carries load. */
export interface Deployment {
  /** Of the queue: batches at once, and jobs in each. */
  readonly concurrency: number;
  readonly batch: number;
  /** How many queues share the load. */
  readonly queues: number;
  readonly dueShards: number;
  readonly timelineShards: number;
  /** Requests a second that the stage lets through. */
  readonly requests: number;
}

/**
 * How long the functions are busy, in milliseconds: the API with 384 MB, the others with 512. `npm run bench:cost`
 * reckons them; these are of a run on a busy machine, so they are careful.
 */
export const busy = {
  /** One request that enqueues one job. */
  request: 30,
  /** The same, for each job more. */
  requestJob: 2.5,
  /** One batch, beside the code of its jobs: they run side by side. */
  batch: 210,
  /** One due job, in a run of the scheduler. */
  dueJob: 7,
} as const;

/** Of the table and its index `timeline`, for one job. The statistics have a row for each batch. */
export function tableWritesOf({ batch }: Pick<Deployment, 'batch'>): number {
  return 3 + 1 / batch;
}

/** Seconds. */
export function batchTime({ jobMs }: Pick<Load, 'jobMs'>): number {
  return (busy.batch + jobMs) / 1_000;
}

/** Seconds. */
export function requestTime({ requestJobs }: Pick<Load, 'requestJobs'>): number {
  return (busy.request + (requestJobs - 1) * busy.requestJob) / 1_000;
}
