import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamoStore } from '../../../functions/aws/dynamo-store.ts';
import { systemClock } from '../../../functions/aws/system-clock.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import { encodeMessage, messageOf } from '../../../functions/core/message.ts';
import type { StorageAddress } from './storage-address.ts';

/** What no call of the API can bring about in minutes, done to the stack from outside. */
export interface Storage {
  /** Has a job that waits in the due index be due at this time, in milliseconds since 1970. */
  makeDue(id: string, at: number): Promise<void>;
  /** Puts the job's message where SQS moves one that has reached its receive limit. */
  sendToDeadLetters(id: string): Promise<void>;
}

export function openStorage({ tableName, queues }: StorageAddress): Storage {
  const client = new DynamoDBClient({});
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const store = dynamoStore({
    name: tableName,
    client,
    once: client,
    // What is written into the first shard is found, however many the stack has.
    shards: { due: 1, timeline: 1 },
    clock: systemClock,
    random: Math.random,
  });
  const recordOf = async (id: string): Promise<JobRecord> => {
    const record = await store.get(id);
    if (record === undefined) throw new Error(`Table ${tableName} has no record of job ${id}`);
    return record;
  };
  return {
    makeDue: async (id, at) => {
      const { runAt = 0 } = await recordOf(id);
      const when = [['runAt', '=', runAt]] as const;
      const { updated } = await store.update(id, { when, set: { runAt: at, dueAt: at } });
      if (!updated) throw new Error(`Job ${id} has moved on before it could be made due`);
    },
    sendToDeadLetters: async (id) => {
      const record = await recordOf(id);
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queues[record.queue]?.deadLetterUrl,
          MessageBody: encodeMessage(messageOf(record)),
        }),
      );
    },
  };
}
