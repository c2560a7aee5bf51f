import {
  type AttributeDefinition,
  CreateTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { tableKeys } from '../../../functions/aws/table-keys.ts';

interface KeyNames {
  readonly partition: string;
  readonly sort: string;
}

/** A table as the stack makes it, but without removal of what has expired. */
export async function createTable(client: DynamoDBClient, name: string): Promise<void> {
  const { timeline, attention } = tableKeys;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [tableKeys, timeline, attention].flatMap(definitions),
      KeySchema: schema(tableKeys),
      GlobalSecondaryIndexes: [timeline, attention].map((keys) => ({
        IndexName: keys.index,
        KeySchema: schema(keys),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  );
}

function definitions({ partition, sort }: KeyNames): AttributeDefinition[] {
  return [partition, sort].map((name) => ({ AttributeName: name, AttributeType: 'S' }));
}

function schema({ partition, sort }: KeyNames): KeySchemaElement[] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}
