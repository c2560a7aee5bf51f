import type { BatchCounts } from '../core/metrics.ts';

/** What the functions call their counters, and the stack its metrics: each has the queue as its dimension. */
export const metricNames = {
  received: 'JobsReceived',
  succeeded: 'JobsSucceeded',
  failed: 'JobsFailed',
  retried: 'JobsRetried',
  cancelled: 'JobsCancelled',
  returned: 'JobsReturned',
} as const satisfies Record<Exclude<keyof BatchCounts, 'queue'>, string>;

export const queueDimension = 'queue';
