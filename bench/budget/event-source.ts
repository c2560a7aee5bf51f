import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Delivery } from '../../functions/core/queue.ts';
import { sqsEvent } from '../../local/dispatch/sqs-event.ts';

/** Of one batch, as the stack sets it for a queue that says nothing else. */
export const batchSize = 10;
const mostReceives = 30;

/**
 * One batch of what waits in the queue, as Lambda's event source hands it on: received together, removed
 * together. AWS bills one call for each; an emulator may need more to fill a batch, which do not count.
 */
export async function workOffBatch(
  client: SQSClient,
  url: string,
  work: (event: SQSEvent) => Promise<SQSBatchResponse>,
): Promise<void> {
  const deliveries = await receiveBatch(client, url);
  const { batchItemFailures } = await work(
    sqsEvent({ queue: 'demo', deadLetters: false }, deliveries),
  );
  if (batchItemFailures.length > 0) {
    throw new Error(`${batchItemFailures.length} of ${deliveries.length} messages went back`);
  }
  const Entries = deliveries.map(({ receipt }, place) => ({
    Id: String(place),
    ReceiptHandle: receipt,
  }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
}

async function receiveBatch(client: SQSClient, url: string): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  for (let call = 0; call < mostReceives && deliveries.length < batchSize; call += 1) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: batchSize - deliveries.length,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
      }),
    );
    deliveries.push(...Messages.map(deliveryOf));
  }
  if (deliveries.length === batchSize) return deliveries;
  throw new Error(`Expected ${batchSize} messages in the queue, found ${deliveries.length}`);
}

function deliveryOf({ MessageId, ReceiptHandle, Body, Attributes }: Message): Delivery {
  return {
    messageId: MessageId ?? '',
    receipt: ReceiptHandle ?? '',
    body: Body ?? '',
    receiveCount: Number(Attributes?.ApproximateReceiveCount),
    sentAt: Number(Attributes?.SentTimestamp),
  };
}
