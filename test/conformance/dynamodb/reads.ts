import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Behaviour, deviates, holds } from '../behaviour.ts';
import { allRefused } from '../refusal-of.ts';
import type { World } from '../world.ts';
import { type Item, scratchItem } from './scratch-item.ts';

export const readBehaviours: readonly Behaviour[] = [
  {
    name: 'A consistent read sees every write that was acknowledged',
    needed: 'safety',
    upholds: 'That a job can be read as soon as its id is known.',
    async check(world) {
      const seen = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const item = scratchItem(world);
          await item.put({ v: { N: '1' } });
          return (await item.get()) !== undefined;
        }),
      );
      const missed = seen.filter((isThere) => !isThere).length;
      return missed === 0 ? holds : deviates(`${missed} of 20 reads saw nothing`);
    },
  },
  {
    name: 'A batch of 100 keys is read at once, without those that are not there',
    needed: 'safety',
    upholds: 'Which messages of a batch are suspects, and the lists.',
    async check(world) {
      const items = Array.from({ length: 100 }, () => scratchItem(world));
      await Promise.all(items.slice(1).map((item) => item.put({})));
      const { Responses, UnprocessedKeys } = await batchGet(
        world,
        items.map(({ key }) => key),
      );
      const read = Responses?.[world.tableName]?.length;
      // What AWS has not read for want of capacity is under the table's name; else there is no name.
      const left = UnprocessedKeys?.[world.tableName]?.Keys?.length ?? 0;
      return read !== undefined && read + left === 99
        ? holds
        : deviates(`read ${read}, left ${left}`);
    },
  },
  {
    name: 'A batch that names a key twice, or 101 keys, is refused',
    needed: 'guard',
    upholds: 'Nothing: the adapter names each key once, and 100 at most.',
    check(world) {
      const { key } = scratchItem(world);
      const many = Array.from({ length: 101 }, () => scratchItem(world).key);
      return allRefused(
        { twice: () => batchGet(world, [key, key]), '101': () => batchGet(world, many) },
        'ValidationException',
      );
    },
  },
];

function batchGet({ dynamo, tableName }: World, keys: readonly Item[]) {
  return dynamo.send(
    new BatchGetItemCommand({
      RequestItems: { [tableName]: { Keys: [...keys], ConsistentRead: true } },
    }),
  );
}
