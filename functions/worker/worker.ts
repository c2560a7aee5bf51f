import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { JobRegistry } from '../core/job-registry.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Ports } from '../core/ports.ts';
import type { Source } from '../core/queue.ts';
import { runBatch } from '../core/run-batch.ts';
import { deliveriesOf, sourceArnOf } from '../lambda/deliveries-of.ts';
import { logFaults } from '../lambda/log-faults.ts';

export interface WorkerPorts extends Ports {
  readonly jobs: JobRegistry;
  readonly metrics: Metrics;
  /** The queue with this ARN. */
  sourceOf(arn: string): Source;
  /** Fires when the process is asked to end. Never, where the platform lets invocations end. */
  readonly shutdown?: AbortSignal;
}

/** The function behind a queue: one batch of messages in, the ids of those to deliver again out. */
export function createWorker(ports: WorkerPorts) {
  const { jobs, metrics, sourceOf, shutdown = new AbortController().signal } = ports;
  // Middy would else end the invocation 5 ms before its deadline, with an answer of its own.
  return middy<SQSEvent, SQSBatchResponse>({ timeoutEarlyInMillis: 0 })
    .use(logFaults(ports.log))
    .handler(async (event: SQSEvent, context: Context) => {
      const { returned, counts } = await runBatch(ports, jobs, {
        source: sourceOf(sourceArnOf(event)),
        deliveries: deliveriesOf(event),
        invocation: context.awsRequestId,
        deadline: ports.clock.now() + context.getRemainingTimeInMillis(),
        shutdown,
      });
      metrics.batch(counts);
      return { batchItemFailures: returned.map((itemIdentifier) => ({ itemIdentifier })) };
    });
}
