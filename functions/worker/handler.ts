import { jobs } from '#jobs';
import { awsPorts } from '../aws/aws-ports.ts';
import { powertoolsMetrics } from '../aws/powertools-metrics.ts';
import { createWorker } from './worker.ts';

// Made once for each environment: a variable that is missing fails the first start, not the hundredth job.
export const handler = createWorker({
  ...awsPorts(process.env),
  metrics: powertoolsMetrics(),
  jobs,
});
