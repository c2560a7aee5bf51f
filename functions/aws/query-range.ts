import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { type Item, text } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { tableKeys } from './table-keys.ts';

/** Items of one partition with sort keys from `from` to `to`, both included. */
export interface Range {
  /** Of the table itself if left out: then the read sees every write that was acknowledged. */
  readonly index?: 'timeline' | 'attention';
  readonly partition: string;
  readonly from: string;
  readonly to: string;
  /** @default all */
  readonly limit?: number;
  /** @default false */
  readonly backwards?: boolean;
  /** Answers no attribute but the table's keys; is billed for all the same. @default false */
  readonly keysOnly?: boolean;
}

export async function queryRange(
  table: Pick<DynamoTable, 'client' | 'name'>,
  range: Range,
): Promise<readonly Item[]> {
  // DynamoDB refuses a range that ends before it begins.
  if (range.from > range.to) return [];
  const limit = range.limit ?? Number.POSITIVE_INFINITY;
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const command = new QueryCommand({
      ...inputOf(table, range),
      ...(limit < Number.POSITIVE_INFINITY && { Limit: limit - items.length }),
      ExclusiveStartKey: start,
    });
    // A page ends after 1 MB, whatever the limit.
    const { Items = [], LastEvaluatedKey } = await table.client.send(command);
    items.push(...Items);
    start = LastEvaluatedKey;
  } while (start !== undefined && items.length < limit);
  return items;
}

function inputOf({ name }: Pick<DynamoTable, 'name'>, range: Range): QueryCommandInput {
  const { index, partition, from, to, backwards = false, keysOnly = false } = range;
  const keys = index === undefined ? tableKeys : tableKeys[index];
  return {
    TableName: name,
    ...(index === undefined ? { ConsistentRead: true } : { IndexName: tableKeys[index].index }),
    KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#partition': keys.partition, '#sort': keys.sort },
    ExpressionAttributeValues: {
      ':partition': text.write(partition),
      ':from': text.write(from),
      ':to': text.write(to),
    },
    ScanIndexForward: !backwards,
    ...(keysOnly && { ProjectionExpression: '#partition, #sort' }),
  };
}
