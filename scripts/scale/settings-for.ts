import { awsLimits } from './aws-limits.ts';
import { batchTime, busy, type Deployment, type Load, requestTime, tableWritesOf } from './load.ts';

/** What a load needs beside the settings of a stack. */
export interface Needs {
  readonly deployment: Deployment;
  /** Functions at once: the API and the workers at their most. */
  readonly functions: number;
  /** Write units a second that the table has to take. */
  readonly tableWrites: number;
  /** Requests a second to the gateway. */
  readonly requests: number;
}

/** So much more than the load takes: load is not even, and a backlog has to be worked off beside it. */
const spare = 1.5;

/** The least settings that carry a load with something to spare, but never less than `standard`. */
export function settingsFor(load: Load, standard: Deployment): Needs {
  const { jobsPerSecond, requestJobs, scheduledShare } = load;
  const { partitionWrites, mostBatches } = awsLimits;
  const batches = wholes((jobsPerSecond * batchTime(load)) / standard.batch);
  const queues = Math.ceil(batches / mostBatches);
  const requests = jobsPerSecond / requestJobs;
  const scheduled = jobsPerSecond * scheduledShare;
  const byRuns = (scheduled * busy.dueJob) / 1_000;
  const byPartitions = (scheduled * 2) / partitionWrites;
  const deployment: Deployment = {
    batch: standard.batch,
    queues,
    concurrency: Math.max(standard.concurrency, Math.ceil(batches / queues)),
    timelineShards: Math.max(standard.timelineShards, wholes(jobsPerSecond / partitionWrites)),
    dueShards: Math.max(standard.dueShards, wholes(Math.max(byRuns, byPartitions))),
    requests: Math.max(standard.requests, wholes(requests)),
  };
  return {
    deployment,
    functions: deployment.concurrency * queues + wholes(requests * requestTime(load)),
    tableWrites: wholes(jobsPerSecond * tableWritesOf(deployment)),
    requests,
  };
}

function wholes(value: number): number {
  return Math.ceil(value * spare);
}
