import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoKeyStore } from '../../../functions/aws/dynamo-key-store.ts';
import { hashOfKey, newApiKey, wholeAccess } from '../../../functions/core/api-key.ts';
import type { ApiKey, KeyStore } from '../../../functions/core/key-store.ts';
import { localKeys } from '../../../local/local-keys.ts';
import { Client } from './client.ts';
import type { Target } from './target.ts';

/** The keys of a target that can do 'makes-keys', as the command line opens them. */
export function operatorKeys({ folder, storage }: Target): KeyStore {
  if (folder !== undefined) return localKeys(folder);
  if (storage !== undefined) {
    return dynamoKeyStore({ client: new DynamoDBClient({}), name: storage.tableName });
  }
  throw new Error("This target does not have 'makes-keys'");
}

/** A client with a key of its own: all scopes, if nothing else is said. */
export async function clientWith(target: Target, terms: Partial<ApiKey>): Promise<Client> {
  const key = newApiKey();
  await operatorKeys(target).putKey(hashOfKey(key), { ...wholeAccess, ...terms });
  return new Client({ ...target, key });
}
