import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { metricNames, queueDimension } from '../../functions/aws/metric-names.ts';

/** The stack's own: two stacks of one account have queues of the same name, whose numbers would add up. */
export function metricNamespace(scope: Construct): string {
  return `Errand/${Stack.of(scope).stackName}`;
}

/** How many jobs of a queue, in five minutes. */
export function jobMetric(
  scope: Construct,
  queue: string,
  counter: keyof typeof metricNames,
): Metric {
  return new Metric({
    namespace: metricNamespace(scope),
    metricName: metricNames[counter],
    dimensionsMap: { [queueDimension]: queue },
    statistic: 'Sum',
    period: Duration.minutes(5),
  });
}
