import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamo, recordKey, TableName } from './clients.ts';

/** What the API shows of a job. Undefined: there is no such job. */
export async function readRecord(id: string): Promise<object | undefined> {
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName, Key: recordKey(id), ConsistentRead: true }),
  );
  return Item && { id, type: Item.t?.S, status: Item.s?.S, attempt: Number(Item.a?.N) };
}
