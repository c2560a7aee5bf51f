import { Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { JobFunction } from './job-function.ts';
import type { Worker } from './worker.ts';

/** Lets the function disable and enable the event source mappings of these workers, and see which it has. */
export function letPause(grantee: JobFunction, workers: readonly Worker[]): void {
  const ids = workers.map(({ queueName, messages }) => [queueName, messages.eventSourceMappingId]);
  grantee.lambda.addEnvironment(
    'MAPPINGS',
    Stack.of(grantee).toJsonString(Object.fromEntries(ids)),
  );
  Grant.addToPrincipal({
    grantee,
    actions: ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
    resourceArns: workers.map(({ messages }) => messages.eventSourceMappingArn),
  });
}
