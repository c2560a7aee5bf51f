import { statsShards } from '../../functions/aws/dynamo-stats.ts';
import { awsLimits } from './aws-limits.ts';
import { batchTime, busy, type Deployment, type Load, requestTime, tableWritesOf } from './load.ts';

export interface Carried {
  readonly what: string;
  /** Of all jobs, those that are not concerned included. Infinity: no job of this load is. */
  readonly jobsPerSecond: number;
  /** What makes it more. */
  readonly turn: string;
}

/** How many jobs a second each part carries. The least is what the deployment does. */
export function carries(deployment: Deployment, load: Load): readonly Carried[] {
  const { concurrency, batch, queues, dueShards, timelineShards, requests } = deployment;
  const { requestJobs, scheduledShare } = load;
  const { partitionWrites } = awsLimits;
  const batchesAtOnce = concurrency * queues;
  return [
    {
      what: 'workers: batches at once, times jobs in a batch, by the time of a batch',
      jobsPerSecond: (batchesAtOnce * batch) / batchTime(load),
      turn: '`concurrency` of the queue',
    },
    {
      what: 'messages in flight, 120,000 of a queue',
      jobsPerSecond: (awsLimits.inFlight * queues) / batchTime(load),
      turn: 'more queues',
    },
    {
      what: 'requests that the stage lets through',
      jobsPerSecond: requests * requestJobs,
      turn: '`throttle`; more jobs in a request',
    },
    {
      what: 'functions at once in the account: the API beside the workers at their most',
      jobsPerSecond:
        (Math.max(0, awsLimits.concurrentFunctions - batchesAtOnce) / requestTime(load)) *
        requestJobs,
      turn: 'quota of Lambda',
    },
    {
      what: 'list of the jobs of one tenant',
      jobsPerSecond: timelineShards * partitionWrites,
      turn: '`timelineShards`',
    },
    {
      what: 'statistics of one tenant',
      jobsPerSecond: statsShards * partitionWrites * batch,
      turn: '`batch` of the queue; more tenants',
    },
    {
      what: 'due index: a write in, a write out',
      jobsPerSecond: (dueShards * partitionWrites) / 2 / scheduledShare,
      turn: '`dueShards`',
    },
    {
      what: 'scheduler: one run for each shard, without a pause',
      jobsPerSecond: (dueShards * 1_000) / busy.dueJob / scheduledShare,
      turn: '`dueShards`',
    },
    {
      what: 'table on demand, new',
      jobsPerSecond: awsLimits.newTableWrites / tableWritesOf(deployment),
      turn: 'warm throughput; it doubles in 30 minutes by itself',
    },
    {
      what: 'table on demand, at its quota',
      jobsPerSecond: awsLimits.tableWrites / tableWritesOf(deployment),
      turn: 'quota of DynamoDB',
    },
  ];
}
