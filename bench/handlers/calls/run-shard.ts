import { QueryCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { dynamo, queueUrl, recordKey, sqs, TableName } from './clients.ts';

/** Takes a shard of the due index, sends what is due, takes that out of the index, and leaves the shard. */
export async function runShard(shard: number, owner: string): Promise<number> {
  const now = Date.now();
  await dynamo.send(
    new UpdateItemCommand({
      TableName,
      Key: shardKey(shard),
      ConditionExpression: 'attribute_not_exists(#u) OR #u <= :now',
      UpdateExpression: 'SET #o = :owner, #u = :until',
      ExpressionAttributeNames: { '#o': 'o', '#u': 'u' },
      ExpressionAttributeValues: {
        ':owner': { S: owner },
        ':until': { N: String(now + 60_000) },
        ':now': { N: String(now) },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  const due = await dueIds(shard, now);
  await sendDue(due);
  // A page of all jobs, for what was forgotten.
  await dynamo.send(new ScanCommand({ TableName, IndexName: 'timeline', Limit: 100 }));
  await leave(shard, owner);
  return due.length;
}

async function dueIds(shard: number, now: number): Promise<readonly string[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName,
      IndexName: 'attention',
      KeyConditionExpression: '#ap = :shard AND #as < :now',
      ExpressionAttributeNames: { '#ap': 'ap', '#as': 'as' },
      ExpressionAttributeValues: { ':shard': { S: `DUE#${shard}` }, ':now': { S: String(now) } },
      Limit: 10,
    }),
  );
  return Items.map(({ pk }) => pk?.S?.slice('JOB#'.length) ?? '');
}

async function sendDue(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const Entries = ids.map((id, place) => ({
    Id: String(place),
    MessageBody: JSON.stringify({ id }),
  }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl('demo'), Entries }));
  for (const id of ids) {
    await dynamo.send(
      new UpdateItemCommand({
        TableName,
        Key: recordKey(id),
        UpdateExpression: 'REMOVE #ap, #as',
        ExpressionAttributeNames: { '#ap': 'ap', '#as': 'as' },
      }),
    );
  }
}

async function leave(shard: number, owner: string): Promise<void> {
  await dynamo.send(
    new UpdateItemCommand({
      TableName,
      Key: shardKey(shard),
      ConditionExpression: '#o = :owner',
      UpdateExpression: 'REMOVE #o, #u',
      ExpressionAttributeNames: { '#o': 'o', '#u': 'u' },
      ExpressionAttributeValues: { ':owner': { S: owner } },
    }),
  );
}

function shardKey(shard: number) {
  return { pk: { S: `SHARD#${shard}` }, sk: { S: 'SHARD' } };
}
