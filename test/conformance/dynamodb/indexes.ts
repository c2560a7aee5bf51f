import { randomUUID } from 'node:crypto';
import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { tableKeys } from '../../../functions/aws/table-keys.ts';
import { type Behaviour, deviates, experiment, holds } from '../behaviour.ts';
import { seenWithin } from '../seen-within.ts';
import type { World } from '../world.ts';
import { type Item, scratchItem } from './scratch-item.ts';

const { timeline, attention } = tableKeys;
/** An index follows the table; on AWS mostly within a second. */
const followsWithin = 10_000;
const sorts = ['1790000000001#a', '1790000000002#b', '1790000000003#c', '1790000000004#d'];

const filled = experiment(async (world) => {
  const partition = `T#${randomUUID()}`;
  for (const sort of sorts) {
    await scratchItem(world).put({
      [timeline.partition]: { S: partition },
      [timeline.sort]: { S: sort },
      other: { S: 'not in the index' },
    });
  }
  await becomes(world, 'timeline', partition, sorts.length);
  return partition;
});

export const indexBehaviours: readonly Behaviour[] = [
  {
    name: 'A query reads a range of an index backwards, with a limit, page after page',
    needed: 'safety',
    upholds: 'The lists of jobs, and the due index: what it does not show is never sent.',
    async check(world) {
      const partition = await filled(world);
      const range = { from: '0', to: sorts[2] ?? '', limit: 2, backwards: true };
      const pages: string[] = [];
      let start: Item | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await query(world, 'timeline', partition, {
          ...range,
          start,
        });
        pages.push(Items.map((item) => item[timeline.sort]?.S?.slice(-1)).join(''));
        start = LastEvaluatedKey;
      } while (start !== undefined && pages.length < 5);
      const seen = pages.join(' ').trim();
      return seen === 'cb a' ? holds : deviates(`pages '${seen}' in place of 'cb a'`);
    },
  },
  {
    name: 'An index of keys holds the keys of the table and its own, and no more',
    needed: 'speed',
    upholds: 'What an index costs: a write of a kilobyte.',
    async check(world) {
      const { Items = [] } = await query(world, 'timeline', await filled(world), {});
      const names = Object.keys(Items[0] ?? {})
        .sort()
        .join(', ');
      return names === 'pk, sk, tp, ts' ? holds : deviates(`it holds ${names}`);
    },
  },
  {
    name: 'An item is in an index while it has the keys of the index, also where an update copies them',
    needed: 'safety',
    upholds: 'The due index, and that a job is listed as failed if and only if it is.',
    async check(world) {
      const item = scratchItem(world);
      const partition = `T#${randomUUID()}`;
      await item.put({ [timeline.partition]: { S: partition }, [timeline.sort]: { S: '1' } });
      if (!(await becomes(world, 'attention', partition, 0)))
        return deviates('it was in from the start');
      await item.update({
        UpdateExpression: 'SET #ap = #tp, #as = :sort',
        ExpressionAttributeNames: {
          '#ap': attention.partition,
          '#tp': timeline.partition,
          '#as': attention.sort,
        },
        ExpressionAttributeValues: { ':sort': { S: '2' } },
      });
      if (!(await becomes(world, 'attention', partition, 1))) return deviates('it did not come in');
      await item.update({
        UpdateExpression: 'REMOVE #ap, #as',
        ExpressionAttributeNames: { '#ap': attention.partition, '#as': attention.sort },
      });
      const isOut = await becomes(world, 'attention', partition, 0);
      return isOut ? holds : deviates('it did not leave');
    },
  },
  {
    name: 'ConsumedCapacity counts the table and each index',
    needed: 'guard',
    upholds: 'The measured write budget of a job.',
    async check(world) {
      const { ConsumedCapacity } = await scratchItem(world).put(
        { [timeline.partition]: { S: 'T#cost' }, [timeline.sort]: { S: '1' } },
        { ReturnConsumedCapacity: 'INDEXES' },
      );
      const { Table, GlobalSecondaryIndexes = {} } = ConsumedCapacity ?? {};
      const index = GlobalSecondaryIndexes[timeline.index]?.CapacityUnits;
      const others = Object.keys(GlobalSecondaryIndexes).length - 1;
      const { CapacityUnits: table } = Table ?? {};
      return table === 1 && index === 1 && others === 0
        ? holds
        : deviates(`table ${table}, index ${index}, ${others} others`);
    },
  },
];

async function becomes(
  world: World,
  index: 'timeline' | 'attention',
  partition: string,
  count: number,
): Promise<boolean> {
  const look = async () => {
    const { Items = [] } = await query(world, index, partition, {});
    return Items.length === count ? true : undefined;
  };
  return (await seenWithin(followsWithin, look)) ?? false;
}

interface Range {
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly backwards?: boolean;
  readonly start?: Item | undefined;
}

function query(
  { dynamo, tableName }: World,
  index: 'timeline' | 'attention',
  partition: string,
  { from = '0', to = ':', limit, backwards = false, start }: Range,
) {
  const keys = tableKeys[index];
  const input: QueryCommandInput = {
    TableName: tableName,
    IndexName: keys.index,
    KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#partition': keys.partition, '#sort': keys.sort },
    ExpressionAttributeValues: {
      ':partition': { S: partition },
      ':from': { S: from },
      ':to': { S: to },
    },
    ScanIndexForward: !backwards,
    Limit: limit,
    ExclusiveStartKey: start,
  };
  return dynamo.send(new QueryCommand(input));
}
