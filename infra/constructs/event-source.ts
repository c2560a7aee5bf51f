import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { JobFunction } from './job-function.ts';

export interface EventSourceOptions {
  /** Messages for one invocation at most. */
  readonly batchSize: number;
  /** Batches that run at once, at least 2. Reserved concurrency would throttle, and each throttle is a receive. */
  readonly maxConcurrency: number;
  /** How long a batch may wait to fill. @default - it does not wait */
  readonly maxBatchingWindow?: Duration | undefined;
}

/** Hands the queue's messages to the function, which answers those that are to come again. */
export function addEventSource(
  { lambda, grantPrincipal }: JobFunction,
  id: string,
  queue: IQueue,
  options: EventSourceOptions,
): EventSourceMapping {
  // `SqsEventSource` of CDK would grant GetQueueUrl as well.
  Grant.addToPrincipal({
    grantee: { grantPrincipal },
    actions: [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    ],
    resourceArns: [queue.queueArn],
  });
  const { maxBatchingWindow = Duration.seconds(0), ...rest } = options;
  return new EventSourceMapping(lambda, id, {
    ...rest,
    ...(maxBatchingWindow.toSeconds() > 0 && { maxBatchingWindow }),
    target: lambda,
    eventSourceArn: queue.queueArn,
    reportBatchItemFailures: true,
  });
}
