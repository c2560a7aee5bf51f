import { jobs } from '#jobs';
import { awsPorts } from '../aws/aws-ports.ts';
import { emfMetrics } from '../aws/emf-metrics.ts';
import { attemptTrace } from '../aws/tracing.ts';
import { createWorker } from './worker.ts';

const ports = awsPorts(process.env);

// Made once for each environment: a variable that is missing fails the first start, not the hundredth job.
export const handler = createWorker({
  ...ports,
  ...(await attemptTrace(process.env, ports.log)),
  metrics: emfMetrics(process.env, ports.clock),
  jobs,
});
