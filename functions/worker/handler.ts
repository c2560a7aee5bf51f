import { jobs } from '#jobs';
import { awsPorts } from '../aws/aws-ports.ts';
import { emfMetrics } from '../aws/emf-metrics.ts';
import { readableStacks } from '../aws/readable-stacks.ts';
import { attemptTrace } from '../aws/tracing.ts';
import { jobsOfQueue } from '../system-jobs/jobs-of-queue.ts';
import { createWorker } from './worker.ts';

readableStacks();
// Made once for each environment: a variable that is missing fails the first start, not the hundredth job.
const ports = awsPorts(process.env);

export const handler = createWorker({
  ...ports,
  ...(await attemptTrace(process.env, ports.log)),
  metrics: emfMetrics(process.env, ports.clock),
  jobs: jobsOfQueue(ports.queueName, ports, jobs),
});
