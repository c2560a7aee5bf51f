import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoKeyStore } from '../../functions/aws/dynamo-key-store.ts';
import { dynamoStore } from '../../functions/aws/dynamo-store.ts';
import { systemClock } from '../../functions/aws/system-clock.ts';
import { createTable } from '../support/targets/create-table.ts';
import { requireEmulator } from '../support/targets/require-emulator.ts';
import { describeStore } from './store-contract.ts';

describeStore('on DynamoDB', async () => {
  requireEmulator();
  const client = new DynamoDBClient({});
  const name = `contract-${randomUUID()}`;
  await createTable(client, name);
  return {
    store: dynamoStore({
      name,
      client,
      once: new DynamoDBClient({ maxAttempts: 1 }),
      shards: { due: 3, timeline: 3 },
      clock: systemClock,
      random: Math.random,
    }),
    keys: dynamoKeyStore({ client, name }),
    close: async () => {
      await client.send(new DeleteTableCommand({ TableName: name }));
      client.destroy();
    },
  };
});
