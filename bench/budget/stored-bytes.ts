import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../functions/aws/attribute-format.ts';
import { itemSize } from '../../functions/aws/item-size.ts';
import { tableKeys } from '../../functions/aws/table-keys.ts';

/** DynamoDB adds this to each item that it stores, in the table and in an index. */
const overhead = 100;

/** Of all jobs: their items, and what the indexes hold of them. */
export async function storedBytes(client: DynamoDBClient, table: string): Promise<number> {
  let bytes = 0;
  let start: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ExclusiveStartKey: start, ConsistentRead: true }),
    );
    for (const item of page.Items ?? []) bytes += bytesOf(item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return bytes;
}

function bytesOf(item: Item): number {
  if (!item[tableKeys.partition]?.S?.startsWith('JOB#')) return 0;
  const keys = [tableKeys.partition, tableKeys.sort];
  const inIndexes = [tableKeys.timeline, tableKeys.attention]
    .filter(({ partition }) => partition in item)
    .map(({ partition, sort }) => itemSize(pick(item, [...keys, partition, sort])) + overhead);
  return inIndexes.reduce((sum, size) => sum + size, itemSize(item) + overhead);
}

function pick(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}
