import { randomUUID } from 'node:crypto';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { sqsQueue } from '../../functions/aws/sqs-queue.ts';
import type { QueueUrls } from '../../functions/aws/sqs-queues.ts';
import { systemClock } from '../../functions/aws/system-clock.ts';
import type { Delivery, Source } from '../../functions/core/queue.ts';
import { createQueues } from '../support/targets/create-queues.ts';
import { requireEmulator } from '../support/targets/require-emulator.ts';
import type { QueueFixture } from './queue/queue-fixture.ts';
import { describeQueue } from './queue-contract.ts';

const visibilitySeconds = 5;
const receiveLimit = 3;

describeQueue('on SQS', async (): Promise<QueueFixture> => {
  requireEmulator();
  const client = new SQSClient({});
  const prefix = `contract-${randomUUID()}`;
  const make = (name: string) =>
    createQueues(client, `${prefix}-${name}`, { visibilitySeconds, receiveLimit });
  const urls: Record<string, QueueUrls> = {
    first: await make('first'),
    second: await make('second'),
  };
  const urlOf = ({ queue, deadLetters }: Source) =>
    urls[queue]?.[deadLetters ? 'deadLetterUrl' : 'url'];
  return {
    queue: sqsQueue({ client, urls, clock: systemClock, random: Math.random }),
    names: ['first', 'second'],
    visibility: visibilitySeconds * 1_000,
    receiveLimit,
    refusedBody: 'not \uFFFE printable',
    receive: async (source, max) => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: urlOf(source),
          MaxNumberOfMessages: max,
          MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        }),
      );
      return Messages.map(deliveryOf);
    },
    remove: async (source, receipts) => {
      for (const ReceiptHandle of receipts) {
        await client.send(new DeleteMessageCommand({ QueueUrl: urlOf(source), ReceiptHandle }));
      }
    },
    advance: (ms) => systemClock.wait(ms),
    close: () => client.destroy(),
  };
});

function deliveryOf({ MessageId, ReceiptHandle, Body, Attributes }: Message): Delivery {
  return {
    messageId: MessageId ?? '',
    receipt: ReceiptHandle ?? '',
    body: Body ?? '',
    receiveCount: Number(Attributes?.ApproximateReceiveCount),
    sentAt: Number(Attributes?.SentTimestamp),
  };
}
