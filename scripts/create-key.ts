import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoStore } from '../functions/aws/dynamo-store.ts';
import { systemClock } from '../functions/aws/system-clock.ts';
import { hashOfKey, newApiKey, wholeAccess } from '../functions/core/api-key.ts';

/** Makes a key for a deployed stack, with the AWS credentials and the region of the environment. */
const [name] = process.argv.slice(2);
if (name === undefined) {
  console.error(
    'Say which table: npm run create-key -- <TableName>, from the outputs of the deployment',
  );
  process.exit(2);
}
const client = new DynamoDBClient({});
const shards = { due: 1, timeline: 1 };
const store = dynamoStore({
  name,
  client,
  once: client,
  shards,
  clock: systemClock,
  random: Math.random,
});
const key = newApiKey();
try {
  await store.putKey(hashOfKey(key), wholeAccess);
  console.log(key);
  console.error(
    `This key may do everything for tenant '${wholeAccess.tenant}'. It is shown this once: keep it safe`,
  );
} catch (error) {
  console.error(
    `The key could not be written to table '${name}': ${error instanceof Error ? error.message : error}`,
  );
  process.exitCode = 1;
}
