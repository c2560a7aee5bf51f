import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { BodyName } from '../core/store.ts';
import { readText, text as textFormat } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { expiry, itemKey } from './record-codec.ts';
import { tableKeys } from './table-keys.ts';

/** Of the JSON text in an item of its own. An item without it was deleted, see `deleteBodies`. */
const textAttribute = 'j';

/** Which body of which job. */
export interface BodyPlace {
  readonly id: string;
  readonly name: BodyName;
}

export async function putBody(
  { client, name: table }: DynamoTable,
  { id, name }: BodyPlace,
  { text, expiresAt }: { text: string; expiresAt: number },
): Promise<void> {
  const item = {
    ...itemKey(id, name),
    [textAttribute]: textFormat.write(text),
    [tableKeys.expiry]: expiry(expiresAt),
  };
  await client.send(new PutItemCommand({ TableName: table, Item: item }));
}

export async function getBody(
  { client, name: table }: DynamoTable,
  { id, name }: BodyPlace,
): Promise<string | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: itemKey(id, name), ConsistentRead: true }),
  );
  return Item?.[textAttribute] && readText(Item, textAttribute);
}

export async function extendBody(
  { client, name: table }: DynamoTable,
  { id, name }: BodyPlace,
  expiresAt: number,
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: itemKey(id, name),
    ConditionExpression: 'attribute_exists(#text) AND #expiry < :expiry',
    UpdateExpression: 'SET #expiry = :expiry',
    ExpressionAttributeNames: { '#text': textAttribute, '#expiry': tableKeys.expiry },
    ExpressionAttributeValues: { ':expiry': expiry(expiresAt) },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await client.send(command);
    return true;
  } catch (error) {
    // With the text: the body is there, and is kept for longer already.
    if (error instanceof ConditionalCheckFailedException)
      return error.Item?.[textAttribute] !== undefined;
    throw error;
  }
}
