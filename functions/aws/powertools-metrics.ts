import { Metrics as EmfMetrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { BatchCounts, Metrics } from '../core/metrics.ts';

const names = {
  received: 'JobsReceived',
  succeeded: 'JobsSucceeded',
  failed: 'JobsFailed',
  retried: 'JobsRetried',
  cancelled: 'JobsCancelled',
  returned: 'JobsReturned',
} as const satisfies Record<Exclude<keyof BatchCounts, 'queue'>, string>;

const counters = Object.keys(names) as readonly (keyof typeof names)[];

/** One line of CloudWatch's embedded metric format for each batch; counts of 0 are left out. */
export function powertoolsMetrics(): Metrics {
  const metrics = new EmfMetrics({ namespace: 'Errand' });
  // Powertools adds the service as a dimension; the stack's alarms read metrics by queue alone.
  metrics.clearDefaultDimensions();
  return {
    batch(counts) {
      const counted = counters.filter((counter) => counts[counter] > 0);
      if (counted.length === 0) return;
      metrics.addDimension('queue', counts.queue);
      for (const counter of counted) {
        metrics.addMetric(names[counter], MetricUnit.Count, counts[counter]);
      }
      metrics.publishStoredMetrics();
    },
  };
}
