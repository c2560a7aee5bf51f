import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { EntryPage } from '../core/store.ts';
import { idIn, sortableTime } from '../core/time-key.ts';
import { type Item, readText, text } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { tableKeys } from './table-keys.ts';

const { timeline } = tableKeys;
/** All that the index holds, and so where a scan of it goes on. */
const keys = [tableKeys.partition, tableKeys.sort, timeline.partition, timeline.sort];

/**
 * One call: about 1 MB of the timeline, which is 5,000 jobs. A query would need the names of all tenants. The
 * parts are divided by the hash of the partition: a tenant's shard is in one of them as a whole.
 */
export async function everyJob(
  table: DynamoTable,
  shard: number,
  { createdBefore, cursor }: { createdBefore: number; cursor?: string | undefined },
): Promise<EntryPage> {
  const command = new ScanCommand({
    TableName: table.name,
    IndexName: timeline.index,
    Segment: shard,
    TotalSegments: table.shards.due,
    FilterExpression: '#sort < :before',
    ExpressionAttributeNames: { '#sort': timeline.sort },
    ExpressionAttributeValues: { ':before': text.write(sortableTime(createdBefore)) },
    ExclusiveStartKey: cursor === undefined ? undefined : keyOf(cursor),
  });
  const { Items = [], LastEvaluatedKey } = await table.client.send(command);
  const entries = Items.map((item) => {
    const key = readText(item, timeline.sort);
    return { id: idIn(key), key };
  });
  return { entries, ...(LastEvaluatedKey !== undefined && { cursor: cursorOf(LastEvaluatedKey) }) };
}

function cursorOf(key: Item): string {
  return JSON.stringify(keys.map((name) => readText(key, name)));
}

function keyOf(cursor: string): Item {
  const values = JSON.parse(cursor) as readonly string[];
  return Object.fromEntries(keys.map((name, place) => [name, text.write(values[place] ?? '')]));
}
