import { awsPorts } from '../aws/aws-ports.ts';
import { emfMetrics } from '../aws/emf-metrics.ts';
import { readableStacks } from '../aws/readable-stacks.ts';
import { createDeadLetter } from './dead-letter.ts';

readableStacks();
const ports = awsPorts(process.env);

export const handler = createDeadLetter({
  ...ports,
  metrics: emfMetrics(process.env, ports.clock),
});
