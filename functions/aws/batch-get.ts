import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { chunksOf } from '../core/chunks-of.ts';
import type { Item } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';

/** Of one call. */
const mostKeys = 100;
const mostRounds = 8;

/** Items of these keys, each once, in any order. Sees every write that was acknowledged. */
export async function batchGet(
  table: DynamoTable,
  keys: readonly Item[],
): Promise<readonly Item[]> {
  const chunks = chunksOf(keys, mostKeys);
  return (await Promise.all(chunks.map((chunk) => getChunk(table, chunk)))).flat();
}

/** DynamoDB may answer for some of the keys only, above all when it is throttled. */
async function getChunk(table: DynamoTable, keys: readonly Item[]): Promise<readonly Item[]> {
  const items: Item[] = [];
  let left = [...keys];
  for (let round = 0; round < mostRounds; round += 1) {
    const answer = await table.client.send(
      new BatchGetItemCommand({
        RequestItems: { [table.name]: { Keys: left, ConsistentRead: true } },
      }),
    );
    items.push(...(answer.Responses?.[table.name] ?? []));
    left = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    if (left.length === 0) return items;
    await table.clock.wait(25 * 2 ** round * (0.5 + table.random() / 2));
  }
  throw new Error(
    `Table ${table.name} left ${left.length} of ${keys.length} items unread in ${mostRounds} calls: it is throttled, try again later`,
  );
}
