import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { second } from '../core/duration.ts';
import { type Item, number, readText } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { queryRange } from './query-range.ts';
import { tableKeys } from './table-keys.ts';

/**
 * Leaves an empty item in the place of each body, for the table to remove, as of a schedule that was deleted.
 * `record` is the key of the job's record, beside which they are. What is there is asked for, although that
 * reads all of it: each name that is only guessed would cost a write.
 */
export async function deleteBodies(table: DynamoTable, record: Item): Promise<void> {
  const range = { partition: readText(record, tableKeys.partition), from: ' ', to: '~' };
  const beside = (await queryRange(table, { ...range, keysOnly: true })).filter(
    (key) => readText(key, tableKeys.sort) !== readText(record, tableKeys.sort),
  );
  const expiry = { [tableKeys.expiry]: number.write(Math.floor(table.clock.now() / second)) };
  const commands = beside.map(
    (key) => new PutItemCommand({ TableName: table.name, Item: { ...key, ...expiry } }),
  );
  await Promise.all(commands.map((command) => table.client.send(command)));
}
