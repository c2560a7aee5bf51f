import { dynamoKeyStore } from '../../functions/aws/dynamo-key-store.ts';
import { hashOfKey, newApiKey, wholeAccess } from '../../functions/core/api-key.ts';
import { dynamoClient, type Place } from './place.ts';

/** A new key of the tenant `default` with all scopes, in a stack's table, which keeps only its hash. */
export async function createKey(
  place: Pick<Place, 'environment'>,
  tableName: string,
): Promise<string> {
  const client = dynamoClient(place);
  const keys = dynamoKeyStore({ client, name: tableName });
  const key = newApiKey();
  try {
    await keys.putKey(hashOfKey(key), { ...wholeAccess, createdAt: Date.now() });
    return key;
  } finally {
    client.destroy();
  }
}
