import { hash, randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { dynamo, queueUrl, recordKey, sqs, TableName } from './clients.ts';

const known = new Map<string, number>();

/** Whether there is such a key. One that was found is remembered for a minute. */
export async function isKey(header: string | undefined): Promise<boolean> {
  const sha256 = hash('sha256', (header ?? '').replace('Bearer ', ''), 'hex');
  if ((known.get(sha256) ?? 0) > Date.now()) return true;
  const Key = { pk: { S: `KEY#${sha256}` }, sk: { S: 'KEY' } };
  const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  if (Item !== undefined) known.set(sha256, Date.now() + 60_000);
  return Item !== undefined;
}

export interface Wanted {
  readonly type: string;
  readonly payload: unknown;
}

/** Sends the messages, ten in a call, then writes the records. */
export async function enqueue(wanted: readonly Wanted[]): Promise<readonly string[]> {
  const messages = wanted.map(({ type, payload }) => ({
    v: 1,
    tenant: 'default',
    id: randomUUID(),
    type,
    ticket: 0,
    hash: '',
    createdAt: Date.now(),
    maxAttempts: 3,
    requestId: '',
    depth: 0,
    tags: [],
    payload,
  }));
  const batches: (typeof messages)[] = [];
  for (let at = 0; at < messages.length; at += 10) batches.push(messages.slice(at, at + 10));
  await Promise.all(batches.map(send));
  await Promise.all(messages.map(write));
  return messages.map(({ id }) => id);
}

async function send(messages: readonly object[]): Promise<void> {
  const Entries = messages.map((message, place) => ({
    Id: String(place),
    MessageBody: JSON.stringify(message),
  }));
  const { Failed = [] } = await sqs.send(
    new SendMessageBatchCommand({ QueueUrl: queueUrl('demo'), Entries }),
  );
  if (Failed.length > 0) throw new Error(`${Failed.length} messages were not sent`);
}

async function write(message: Wanted & { id: string; createdAt: number }): Promise<void> {
  const at = message.createdAt;
  await dynamo.send(
    new PutItemCommand({
      TableName,
      Item: {
        ...recordKey(message.id),
        tp: { S: 'T#default#0' },
        ts: { S: `${at}#${message.id}` },
        n: { S: 'default' },
        t: { S: message.type },
        s: { S: 'queued' },
        a: { N: '0' },
        c: { N: String(at) },
        l: { L: [{ S: `q${at.toString(36)}` }] },
        j: { S: JSON.stringify(message.payload) },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
}
