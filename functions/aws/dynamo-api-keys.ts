import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { ApiKey, Scope } from '../core/key-store.ts';
import { type Item, number, readText, text, textList } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { partitionPrefixes, tableKeys } from './table-keys.ts';

/** Of an item of a key. `expiresAt` is in milliseconds, beside the time in seconds at which it is removed. */
export const keyAttributes = {
  tenant: 'n',
  scopes: 'w',
  expiresAt: 'e',
  name: 'l',
  types: 'p',
  createdAt: 'c',
} as const;

export async function findApiKey(
  { client, name }: Pick<DynamoTable, 'client' | 'name'>,
  sha256: string,
): Promise<ApiKey | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: name, Key: apiKeyAddress(sha256), ConsistentRead: true }),
  );
  return Item && apiKeyIn(Item);
}

export function apiKeyIn(item: Item): ApiKey {
  const { name, scopes, types, createdAt, expiresAt } = keyAttributes;
  const part = <Value>(attribute: string, read: (value: Item[string]) => Value) => {
    const value = item[attribute];
    return value === undefined ? undefined : read(value);
  };
  const named = part(name, text.read);
  const allowed = part(types, textList.read);
  const made = part(createdAt, number.read);
  const ends = part(expiresAt, number.read);
  return {
    tenant: readText(item, keyAttributes.tenant),
    scopes: textList.read(item[scopes] ?? { L: [] }) as readonly Scope[],
    ...(named !== undefined && { name: named }),
    ...(allowed !== undefined && { types: allowed }),
    ...(made !== undefined && { createdAt: made }),
    ...(ends !== undefined && { expiresAt: ends }),
  };
}

export function apiKeyAddress(sha256: string): Item {
  return {
    [tableKeys.partition]: text.write(`${partitionPrefixes.apiKey}${sha256}`),
    [tableKeys.sort]: text.write('KEY'),
  };
}
