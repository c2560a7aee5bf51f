import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamoStore } from '../../../functions/aws/dynamo-store.ts';
import { systemClock } from '../../../functions/aws/system-clock.ts';
import { encodeMessage, type Message } from '../../../functions/core/message.ts';
import type { Store } from '../../../functions/core/store.ts';
import type { StorageAddress } from './storage-address.ts';

/** What is behind the API of a deployed stack, to put into it what no caller of the API can. */
export interface DeployedParts {
  readonly store: Store;
  /** To be delivered at once. */
  send(queue: string, message: Message): Promise<void>;
  /** Where SQS moves a message that has reached its receive limit. */
  sendToDeadLetters(queue: string, message: Message): Promise<void>;
}

export function deployedParts({ tableName, queues }: StorageAddress): DeployedParts {
  const client = new DynamoDBClient({});
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const sendTo = async (url: string | undefined, message: Message) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: encodeMessage(message) }));
  };
  return {
    store: dynamoStore({
      name: tableName,
      client,
      once: client,
      // What is written into the first shard is found, however many the stack has.
      shards: { due: 1, timeline: 1 },
      clock: systemClock,
      random: Math.random,
    }),
    send: (queue, message) => sendTo(queues[queue]?.url, message),
    sendToDeadLetters: (queue, message) => sendTo(queues[queue]?.deadLetterUrl, message),
  };
}
