import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { chunksOf } from '../../functions/core/chunks-of.ts';
import type { Delivery } from '../../functions/core/queue.ts';
import { sqsEvent } from '../../local/dispatch/sqs-event.ts';

const mostReceives = 300;

/** What SQS hands out or deletes in one call. */
export const callSize = 10;

export interface ReceivedBatch {
  readonly messages: number;
  /** Of their bodies. */
  readonly messageBytes: number;
}

/** A queue, and what one invocation gets of it. */
interface EventSource {
  readonly client: SQSClient;
  readonly url: string;
  readonly batchSize: number;
}

/**
 * One batch of what waits in the queue, as Lambda's event source hands it on: received together, removed
 * together. AWS bills a call of each for ten; an emulator may need more to fill a batch, which do not count.
 */
export async function workOffBatch(
  source: EventSource,
  work: (event: SQSEvent) => Promise<SQSBatchResponse>,
): Promise<ReceivedBatch> {
  const deliveries = await receiveBatch(source);
  const { batchItemFailures } = await work(
    sqsEvent({ queue: 'demo', deadLetters: false }, deliveries),
  );
  if (batchItemFailures.length > 0) {
    throw new Error(`${batchItemFailures.length} of ${deliveries.length} messages went back`);
  }
  for (const chunk of chunksOf(deliveries, callSize)) await deleteMessages(source, chunk);
  const bytes = deliveries.map(({ body }) => Buffer.byteLength(body));
  return {
    messages: deliveries.length,
    messageBytes: bytes.reduce((sum, each) => sum + each, 0),
  };
}

async function deleteMessages(
  { client, url }: EventSource,
  deliveries: readonly Delivery[],
): Promise<void> {
  const Entries = deliveries.map(({ receipt }, place) => ({
    Id: String(place),
    ReceiptHandle: receipt,
  }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
}

async function receiveBatch({ client, url, batchSize }: EventSource): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  for (let call = 0; call < mostReceives && deliveries.length < batchSize; call += 1) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(callSize, batchSize - deliveries.length),
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
