import { awsPorts } from '../aws/aws-ports.ts';
import { powertoolsMetrics } from '../aws/powertools-metrics.ts';
import { createDeadLetter } from './dead-letter.ts';

export const handler = createDeadLetter({
  ...awsPorts(process.env),
  metrics: powertoolsMetrics(),
});
