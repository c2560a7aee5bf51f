import { Metrics as EmfMetrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Metrics } from '../core/metrics.ts';
import { metricNames, queueDimension } from './metric-names.ts';

const counters = Object.keys(metricNames) as readonly (keyof typeof metricNames)[];

/**
 * One line of CloudWatch's embedded metric format for each batch; counts of 0 are left out. The namespace
 * is the stack's: Powertools reads it from POWERTOOLS_METRICS_NAMESPACE.
 */
export function powertoolsMetrics(): Metrics {
  const metrics = new EmfMetrics();
  // Powertools adds the service as a dimension; the stack's alarms read metrics by queue alone.
  metrics.clearDefaultDimensions();
  return {
    batch(counts) {
      const counted = counters.filter((counter) => counts[counter] > 0);
      if (counted.length === 0) return;
      metrics.addDimension(queueDimension, counts.queue);
      for (const counter of counted) {
        metrics.addMetric(metricNames[counter], MetricUnit.Count, counts[counter]);
      }
      metrics.publishStoredMetrics();
    },
  };
}
