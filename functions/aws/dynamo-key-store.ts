import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { ApiKey, KeyStore, StoredKey } from '../core/key-store.ts';
import { type Item, number, readText, text, textList } from './attribute-format.ts';
import { apiKeyAddress, apiKeyIn, findApiKey, keyAttributes } from './dynamo-api-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { queryRange } from './query-range.ts';
import { expiry } from './record-codec.ts';
import { tableKeys } from './table-keys.ts';

/** For operators: no function makes keys or has the permission, so this is in none of their bundles. */
export function dynamoKeyStore(table: TableName): KeyStore {
  return {
    findKey: (sha256) => findApiKey(table, sha256),
    putKey: (sha256, key) => putApiKey(table, sha256, key),
    listKeys: () => listApiKeys(table),
    deleteKey: (sha256) => deleteApiKey(table, sha256),
  };
}

type TableName = Pick<DynamoTable, 'client' | 'name'>;

/**
 * The partition in which every key has a second item, to be listed by: a table of millions of jobs cannot be
 * searched for a few keys, and an index would cost a write for each job.
 */
const listPartition = 'KEYS';

/** Both items or none. */
async function putApiKey({ client, name }: TableName, sha256: string, key: ApiKey): Promise<void> {
  const attributes = attributesOf(key);
  const items = addressesOf(sha256).map((address) => ({
    Put: { TableName: name, Item: { ...address, ...attributes } },
  }));
  await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
}

/** Leaves out the keys of the first releases, which were not in the list. */
async function listApiKeys(table: TableName): Promise<readonly StoredKey[]> {
  const items = await queryRange(table, { partition: listPartition, from: '0', to: 'g' });
  return items.map((item) => ({ sha256: readText(item, tableKeys.sort), ...apiKeyIn(item) }));
}

async function deleteApiKey({ client, name }: TableName, sha256: string): Promise<void> {
  const items = addressesOf(sha256).map((address) => ({
    Delete: { TableName: name, Key: address },
  }));
  await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
}

function addressesOf(sha256: string): readonly Item[] {
  const listed = {
    [tableKeys.partition]: text.write(listPartition),
    [tableKeys.sort]: text.write(sha256),
  };
  return [apiKeyAddress(sha256), listed];
}

function attributesOf({ tenant, scopes, name, types, createdAt, expiresAt }: ApiKey): Item {
  return {
    [keyAttributes.tenant]: text.write(tenant),
    [keyAttributes.scopes]: textList.write(scopes),
    ...(name !== undefined && { [keyAttributes.name]: text.write(name) }),
    ...(types !== undefined && { [keyAttributes.types]: textList.write(types) }),
    ...(createdAt !== undefined && { [keyAttributes.createdAt]: number.write(createdAt) }),
    ...(expiresAt !== undefined && {
      [keyAttributes.expiresAt]: number.write(expiresAt),
      [tableKeys.expiry]: expiry(expiresAt),
    }),
  };
}
