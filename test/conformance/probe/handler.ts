import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { answerOf } from './answer-of.ts';
import type { Ask, Instruction } from './instruction.ts';
import { encodeNote, type Note, noteAttributes, noteKey } from './note.ts';

const dynamo = new DynamoDBClient({});
const sqs = new SQSClient({});
const environment = randomUUID();
const table = process.env.TABLE_NAME;
const queueUrls: Readonly<Record<string, string>> = JSON.parse(process.env.QUEUE_URLS ?? '{}');

interface Delivery {
  readonly record: SQSRecord;
  readonly lane: string;
  readonly note: Note;
  readonly ask: Ask;
}

/** Does with each message what its body says, and first writes down what it was given. */
export async function handler({ Records }: SQSEvent, context: Context): Promise<unknown> {
  const startedAt = Date.now();
  const deliveries = Records.map((record) =>
    deliveryOf(record, context, { startedAt, batch: Records.length }),
  );
  await Promise.all(deliveries.map(write));
  if (deliveries.some(({ ask }) => ask === 'exit')) process.exit(1);
  if (deliveries.some(({ ask }) => ask === 'throw')) throw new Error('A message asked for it');
  await Promise.all(deliveries.map(work));
  return answerOf(deliveries.map(({ record, ask }) => ({ messageId: record.messageId, ask })));
}

function deliveryOf(
  record: SQSRecord,
  context: Context,
  { startedAt, batch }: { startedAt: number; batch: number },
): Delivery {
  const { name, asks }: Instruction = JSON.parse(record.body);
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  return {
    record,
    lane: laneOf(record),
    ask: asks[receiveCount - 1] ?? 'succeed',
    note: {
      name,
      body: record.body,
      messageId: record.messageId,
      receiveCount,
      sentAt: Number(record.attributes.SentTimestamp),
      eventSourceArn: record.eventSourceARN,
      messageAttributes: record.messageAttributes,
      invocation: context.awsRequestId,
      environment,
      batch,
      startedAt,
      remainingMs: context.getRemainingTimeInMillis(),
      aliveAt: startedAt,
      ended: false,
    },
  };
}

function laneOf({ eventSourceARN }: SQSRecord): string {
  const queue = eventSourceARN.slice(eventSourceARN.lastIndexOf(':') + 1);
  const found = Object.entries(queueUrls).find(([, url]) => url.endsWith(`/${queue}`));
  if (found === undefined) throw new Error(`The stack has no queue ${eventSourceARN}`);
  return found[0];
}

async function write({ lane, note }: Delivery): Promise<void> {
  await dynamo.send(
    new PutItemCommand({
      TableName: table,
      Item: { ...noteKey(lane, note), ...encodeNote(note) },
    }),
  );
}

async function work(delivery: Delivery): Promise<void> {
  const { ask } = delivery;
  if (typeof ask === 'object' && 'leaveSeconds' in ask) await leave(delivery, ask.leaveSeconds);
  if (typeof ask === 'object' && 'workMs' in ask) await stayAlive(delivery, ask.workMs);
  await rewrite(delivery, { ended: true });
}

/** Says 5 times a second that it is alive: what has ended says nothing more. */
async function stayAlive(delivery: Delivery, workMs: number): Promise<void> {
  const end = performance.now() + workMs;
  while (performance.now() < end) {
    await pause(200);
    await rewrite(delivery, { ended: false });
  }
}

async function rewrite({ lane, note }: Delivery, { ended }: { ended: boolean }): Promise<void> {
  await dynamo.send(
    new UpdateItemCommand({
      TableName: table,
      Key: noteKey(lane, note),
      UpdateExpression: 'SET #alive = :now, #ended = :ended',
      ExpressionAttributeNames: { '#alive': noteAttributes.alive, '#ended': noteAttributes.ended },
      ExpressionAttributeValues: { ':now': { N: String(Date.now()) }, ':ended': { BOOL: ended } },
    }),
  );
}

async function leave({ lane, record }: Delivery, seconds: number): Promise<void> {
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrls[lane],
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}
