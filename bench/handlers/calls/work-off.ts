import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ChangeMessageVisibilityBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { dynamo, queueUrl, recordKey, sqs, TableName } from './clients.ts';
import { messageIn } from './message.ts';
import { runDemo } from './run-demo.ts';

/** Takes the job, runs it and writes its status. Rejects if the job failed, after it is to come back later. */
export async function workOff({ body, receiptHandle }: SQSRecord): Promise<void> {
  const { id, payload } = messageIn(body);
  await start(id);
  try {
    await end(id, 'd', JSON.stringify(await runDemo(payload)));
  } catch (error) {
    await end(id, 'y', String(error));
    const entry = { Id: '0', ReceiptHandle: receiptHandle, VisibilityTimeout: 10 };
    const QueueUrl = queueUrl('demo');
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: [entry] }));
    throw error;
  }
}

async function start(id: string): Promise<void> {
  const now = Date.now();
  await dynamo.send(
    new UpdateItemCommand({
      TableName,
      Key: recordKey(id),
      ConditionExpression: '#s IN (:queued, :retrying) OR (#s = :running AND #u < :now)',
      UpdateExpression:
        'SET #s = :running, #a = #a + :one, #b = :now, #u = :lease, #l = list_append(#l, :line)',
      ExpressionAttributeNames: { '#s': 's', '#a': 'a', '#b': 'b', '#u': 'u', '#l': 'l' },
      ExpressionAttributeValues: {
        ':queued': { S: 'queued' },
        ':retrying': { S: 'retrying' },
        ':running': { S: 'running' },
        ':one': { N: '1' },
        ':now': { N: String(now) },
        ':lease': { N: String(now + 30_000) },
        ':line': { L: [{ S: `r${now.toString(36)}` }] },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
}

const statuses = { d: 'succeeded', y: 'retrying' } as const;

async function end(id: string, letter: keyof typeof statuses, result: string): Promise<void> {
  const now = Date.now();
  await dynamo.send(
    new UpdateItemCommand({
      TableName,
      Key: recordKey(id),
      ConditionExpression: '#s = :running',
      UpdateExpression: 'SET #s = :s, #z = :now, #re = :re, #l = list_append(#l, :line) REMOVE #u',
      ExpressionAttributeNames: { '#s': 's', '#z': 'z', '#re': 're', '#l': 'l', '#u': 'u' },
      ExpressionAttributeValues: {
        ':running': { S: 'running' },
        ':s': { S: statuses[letter] },
        ':now': { N: String(now) },
        ':re': { S: result },
        ':line': { L: [{ S: `${letter}${now.toString(36)}` }] },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
}
