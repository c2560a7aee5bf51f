import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { ApiKey, Scope } from '../core/store.ts';
import { type Item, number, readText, text, textList } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { expiry } from './record-codec.ts';
import { tableKeys } from './table-keys.ts';

const attributes = { tenant: 'n', scopes: 'w', expiresAt: 'e' } as const;

export async function putApiKey(
  { client, name }: DynamoTable,
  sha256: string,
  { tenant, scopes, expiresAt }: ApiKey,
): Promise<void> {
  const item = {
    ...keyOf(sha256),
    [attributes.tenant]: text.write(tenant),
    [attributes.scopes]: textList.write(scopes),
    ...(expiresAt !== undefined && {
      [attributes.expiresAt]: number.write(expiresAt),
      [tableKeys.expiry]: expiry(expiresAt),
    }),
  };
  await client.send(new PutItemCommand({ TableName: name, Item: item }));
}

export async function findApiKey(
  { client, name }: DynamoTable,
  sha256: string,
): Promise<ApiKey | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: name, Key: keyOf(sha256), ConsistentRead: true }),
  );
  return Item && apiKeyOf(Item);
}

function apiKeyOf(item: Item): ApiKey {
  const expiresAt = item[attributes.expiresAt];
  return {
    tenant: readText(item, attributes.tenant),
    scopes: textList.read(item[attributes.scopes] ?? { L: [] }) as readonly Scope[],
    ...(expiresAt !== undefined && { expiresAt: number.read(expiresAt) }),
  };
}

function keyOf(sha256: string): Item {
  return {
    [tableKeys.partition]: text.write(`KEY#${sha256}`),
    [tableKeys.sort]: text.write('KEY'),
  };
}
