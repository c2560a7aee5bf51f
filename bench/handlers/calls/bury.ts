import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { dynamo, recordKey, TableName } from './clients.ts';
import { messageIn } from './message.ts';

/** Writes into a job's record that it has failed. Rejects if there is none. */
export async function bury({ body }: SQSRecord): Promise<void> {
  const { id } = messageIn(body);
  const Key = recordKey(id);
  const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  if (Item === undefined) throw new Error(`There is no record of job ${id}`);
  const now = Date.now();
  await dynamo.send(
    new UpdateItemCommand({
      TableName,
      Key,
      ConditionExpression: '#s = :seen',
      UpdateExpression: 'SET #s = :failed, #er = :error, #ap = #tp, #as = :at',
      ExpressionAttributeNames: { '#s': 's', '#er': 'er', '#ap': 'ap', '#as': 'as', '#tp': 'tp' },
      ExpressionAttributeValues: {
        ':seen': Item.s ?? { S: '' },
        ':failed': { S: 'failed' },
        ':error': { S: 'The job was never started' },
        ':at': { S: `${now}#${id}` },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
}
