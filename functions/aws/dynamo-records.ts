import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Change } from '../core/condition.ts';
import type { JobRecord } from '../core/job-record.ts';
import type { Created, Updated } from '../core/store.ts';
import { number } from './attribute-format.ts';
import { batchGet } from './batch-get.ts';
import { changeExpression } from './change-expression.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { Placeholders } from './placeholders.ts';
import { attributeOf, decodeRecord, encodeRecord, recordKey } from './record-codec.ts';
import { tableKeys } from './table-keys.ts';

/**
 * A put whose answer was lost is repeated by the SDK and then finds its own record. That shows as
 * `created: false`, here as everywhere: the caller tells by the request id.
 */
export async function createRecord(
  table: DynamoTable,
  record: JobRecord,
  now: number,
): Promise<Created> {
  const placeholders = new Placeholders();
  const partition = placeholders.name(tableKeys.partition);
  const expiresAt = placeholders.name(attributeOf('expiresAt'));
  const command = new PutItemCommand({
    TableName: table.name,
    Item: encodeRecord(record, table.shards),
    ConditionExpression: `attribute_not_exists(${partition}) OR ${expiresAt} <= ${placeholders.value(number.write(now))}`,
    ExpressionAttributeNames: placeholders.names,
    ExpressionAttributeValues: placeholders.values,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await table.client.send(command);
    return { created: true };
  } catch (error) {
    const existing = itemBefore(error);
    if (existing === undefined) throw error;
    return { created: false, existing };
  }
}

export async function updateRecord(
  table: DynamoTable,
  id: string,
  change: Change,
): Promise<Updated> {
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key: recordKey(id),
    ...changeExpression(id, change, table.shards),
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    const { Attributes = {} } = await table.client.send(command);
    return { updated: true, record: decodeRecord(Attributes) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { updated: false, existing: itemBefore(error) };
  }
}

export async function getRecord(
  { client, name }: DynamoTable,
  id: string,
): Promise<JobRecord | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: name, Key: recordKey(id), ConsistentRead: true }),
  );
  return Item && decodeRecord(Item);
}

export async function getRecords(
  table: DynamoTable,
  ids: readonly string[],
): Promise<readonly (JobRecord | undefined)[]> {
  // DynamoDB refuses a call that names one key twice.
  const items = await batchGet(table, [...new Set(ids)].map(recordKey));
  const records = new Map(items.map(decodeRecord).map((record) => [record.id, record]));
  return ids.map((id) => records.get(id));
}

/** The record as it was when a condition failed. */
function itemBefore(error: unknown): JobRecord | undefined {
  if (!(error instanceof ConditionalCheckFailedException)) return undefined;
  return error.Item && decodeRecord(error.Item);
}
