import type { Clock } from '../core/clock.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Environment } from './aws-settings.ts';
import { metricNames, queueDimension } from './metric-names.ts';

const counters = Object.keys(metricNames) as readonly (keyof typeof metricNames)[];

/**
 * One line of CloudWatch's embedded metric format for each batch; counts of 0 are left out. It goes past the
 * console, to which Lambda adds fields of its own. Throws if METRICS_NAMESPACE is missing.
 */
export function emfMetrics({ METRICS_NAMESPACE: namespace }: Environment, clock: Clock): Metrics {
  if (!namespace) {
    throw new Error('The environment variable METRICS_NAMESPACE is missing: the stack sets it');
  }
  return {
    batch(counts) {
      const counted = counters.filter((counter) => counts[counter] > 0);
      if (counted.length === 0) return;
      const line = {
        _aws: {
          Timestamp: clock.now(),
          CloudWatchMetrics: [
            {
              Namespace: namespace,
              Dimensions: [[queueDimension]],
              Metrics: counted.map((counter) => ({ Name: metricNames[counter], Unit: 'Count' })),
            },
          ],
        },
        [queueDimension]: counts.queue,
        ...Object.fromEntries(counted.map((counter) => [metricNames[counter], counts[counter]])),
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    },
  };
}
