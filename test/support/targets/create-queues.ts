import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueUrls } from '../../../functions/aws/sqs-queues.ts';

/** A queue and its dead-letter queue, as the stack connects them. */
export async function createQueues(
  client: SQSClient,
  name: string,
  { visibilitySeconds, receiveLimit }: { visibilitySeconds: number; receiveLimit: number },
): Promise<QueueUrls> {
  const VisibilityTimeout = String(visibilitySeconds);
  const deadLetterUrl = await create(client, `${name}-dead`, { VisibilityTimeout });
  const deadLetterTargetArn = await arnOf(client, deadLetterUrl);
  const url = await create(client, name, {
    VisibilityTimeout,
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: receiveLimit }),
  });
  return { url, deadLetterUrl };
}

async function create(
  client: SQSClient,
  name: string,
  attributes: Record<string, string>,
): Promise<string> {
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  if (QueueUrl === undefined) throw new Error(`Queue ${name} was made without an address`);
  return QueueUrl;
}

async function arnOf(client: SQSClient, url: string): Promise<string | undefined> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return Attributes?.QueueArn;
}
