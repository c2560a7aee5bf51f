import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { day } from '../core/duration.ts';
import type { MinuteStats, TypeStats } from '../core/store.ts';
import { sortableTime } from '../core/time-key.ts';
import { type Item, number, readText, text } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { Placeholders } from './placeholders.ts';
import { queryRange } from './query-range.ts';
import { expiry } from './record-codec.ts';
import { partitionPrefixes, tableKeys } from './table-keys.ts';

type TypeStatsByName = MinuteStats['types'];

/** Rows that share the writes of a minute: a partition takes 1,000 writes a second. */
export const statsShards = 4;
const retention = 2 * day;

/** An `ADD` counts only in attributes of the item itself, so they are `<letter>.<job type>`. */
const letters = {
  succeeded: 's',
  failed: 'f',
  cancelled: 'c',
  retried: 'r',
  duration: 'd',
} as const satisfies Record<keyof TypeStats, string>;

const counters = Object.keys(letters) as readonly (keyof TypeStats)[];

/** Sent once: a repeated call would count twice. */
export async function addStats(
  table: DynamoTable,
  tenant: string,
  { minute, types }: MinuteStats,
): Promise<void> {
  const placeholders = new Placeholders();
  const additions = countsOf(types).map(
    ([attribute, count]) =>
      `${placeholders.name(attribute)} ${placeholders.value(number.write(count))}`,
  );
  if (additions.length === 0) return;
  const expiresAt = placeholders.value(expiry(minute + retention));
  await table.once.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: {
        [tableKeys.partition]: text.write(
          partitionOf(tenant, Math.floor(table.random() * statsShards)),
        ),
        [tableKeys.sort]: text.write(sortableTime(minute)),
      },
      UpdateExpression: `ADD ${additions.join(', ')} SET ${placeholders.name(tableKeys.expiry)} = ${expiresAt}`,
      ExpressionAttributeNames: placeholders.names,
      ExpressionAttributeValues: placeholders.values,
    }),
  );
}

/** One query for each shard: a day has 1,440 rows in each. */
export async function readStats(
  table: DynamoTable,
  tenant: string,
  { from, to }: { from: number; to: number },
): Promise<readonly MinuteStats[]> {
  const range = { from: sortableTime(from), to: sortableTime(to - 1) };
  const rows = await Promise.all(
    Array.from({ length: statsShards }, (_, shard) =>
      queryRange(table, { ...range, partition: partitionOf(tenant, shard) }),
    ),
  );
  const minutes = Map.groupBy(rows.flat(), (row) => readText(row, tableKeys.sort));
  return [...minutes]
    .map(([minute, parts]) => ({ minute: Number(minute), types: typesOf(parts) }))
    .sort((a, b) => a.minute - b.minute);
}

/** The minute is in the sort key, so that a span of time is one range. */
function partitionOf(tenant: string, shard: number): string {
  return `${partitionPrefixes.stats}${tenant}#${shard}`;
}

function countsOf(
  types: TypeStatsByName,
): readonly (readonly [attribute: string, count: number])[] {
  return Object.entries(types).flatMap(([type, stats]) =>
    counters
      .filter((counter) => stats[counter] !== 0)
      .map((counter) => [`${letters[counter]}.${type}`, stats[counter]] as const),
  );
}

function typesOf(rows: readonly Item[]): TypeStatsByName {
  const names = rows.flatMap((row) =>
    Object.keys(row)
      .filter((attribute) => attribute.charAt(1) === '.')
      .map((attribute) => attribute.slice(2)),
  );
  return Object.fromEntries([...new Set(names)].map((type) => [type, sumOf(rows, type)]));
}

function sumOf(rows: readonly Item[], type: string): TypeStats {
  const total = (counter: keyof TypeStats) =>
    rows.reduce((sum, row) => sum + countIn(row, `${letters[counter]}.${type}`), 0);
  return {
    succeeded: total('succeeded'),
    failed: total('failed'),
    cancelled: total('cancelled'),
    retried: total('retried'),
    duration: total('duration'),
  };
}

function countIn(row: Item, attribute: string): number {
  const value = row[attribute];
  return value === undefined ? 0 : number.read(value);
}
