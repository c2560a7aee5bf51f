import { dynamoStore } from '../../functions/aws/dynamo-store.ts';
import { systemClock } from '../../functions/aws/system-clock.ts';
import { hashOfKey, newApiKey, wholeAccess } from '../../functions/core/api-key.ts';
import { dynamoClient, type Place } from './place.ts';

/** A new key of the tenant `default` with all scopes, in a stack's table, which keeps only its hash. */
export async function createKey(
  place: Pick<Place, 'environment'>,
  tableName: string,
): Promise<string> {
  const client = dynamoClient(place);
  const store = dynamoStore({
    name: tableName,
    client,
    once: client,
    shards: { due: 1, timeline: 1 },
    clock: systemClock,
    random: Math.random,
  });
  const key = newApiKey();
  try {
    await store.putKey(hashOfKey(key), wholeAccess);
    return key;
  } finally {
    client.destroy();
  }
}
