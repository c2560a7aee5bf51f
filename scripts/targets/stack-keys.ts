import { dynamoKeyStore } from '../../functions/aws/dynamo-key-store.ts';
import type { KeyStore } from '../../functions/core/key-store.ts';
import { dynamoClient, outputOf } from './place.ts';

/** The keys of a stack, by the credentials and the region of the environment. */
export async function stackKeys(
  environment: NodeJS.ProcessEnv,
  stack: string,
): Promise<KeyStore & AsyncDisposable> {
  const name = await outputOf({ environment }, stack, 'TableName');
  const client = dynamoClient({ environment });
  return {
    ...dynamoKeyStore({ client, name }),
    [Symbol.asyncDispose]: async () => client.destroy(),
  };
}
