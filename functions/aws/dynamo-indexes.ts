import type { DueEntry, IndexEntry, PageRequest } from '../core/store.ts';
import { idIn, sortableTime } from '../core/time-key.ts';
import { readText } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { duePartition, tenantPartition } from './index-keys.ts';
import { queryRange, type Range } from './query-range.ts';
import { tableKeys } from './table-keys.ts';

/** Before and after every time that a key can begin with: `:` comes after the digits. */
const [firstKey, lastKey] = ['0', ':'];

/** A tenant's entries over all shards, newest first: its failed jobs in `attention`. */
export async function tenantPage(
  table: DynamoTable,
  index: 'timeline' | 'attention',
  { tenant, limit, before, after }: PageRequest,
): Promise<readonly IndexEntry[]> {
  const shards = Array.from({ length: table.shards.timeline }, (_, shard) =>
    entriesOf(table, {
      index,
      partition: tenantPartition(tenant, shard),
      from: after === undefined ? firstKey : sortableTime(after + 1),
      to: before ?? lastKey,
      // One more, since the range includes `before`.
      limit: limit + 1,
      backwards: true,
    }),
  );
  return (await Promise.all(shards))
    .flat()
    .filter(({ key }) => key !== before)
    .sort((a, b) => (a.key < b.key ? 1 : -1))
    .slice(0, limit);
}

export async function duePage(
  table: DynamoTable,
  shard: number,
  { until, limit, after }: { until: number; limit: number; after?: string | undefined },
): Promise<readonly DueEntry[]> {
  const entries = await entriesOf(table, {
    index: 'attention',
    partition: duePartition(shard),
    from: after ?? firstKey,
    to: sortableTime(until + 1),
    limit: limit + 1,
  });
  return entries
    .filter(({ key }) => key !== after)
    .slice(0, limit)
    .map((entry) => ({ ...entry, dueAt: Number.parseInt(entry.key, 10) }));
}

async function entriesOf(
  table: DynamoTable,
  range: Range & { index: 'timeline' | 'attention' },
): Promise<readonly IndexEntry[]> {
  const items = await queryRange(table, range);
  return items.map((item) => {
    const key = readText(item, tableKeys[range.index].sort);
    return { id: idIn(key), key };
  });
}
