import { isDeepStrictEqual } from 'node:util';
import { type Behaviour, deviates, holds } from '../behaviour.ts';
import { refusalOf } from '../refusal-of.ts';
import { type Item, scratchItem } from './scratch-item.ts';

const largest = 400 * 1_024;

export const valueBehaviours: readonly Behaviour[] = [
  {
    name: 'ADD counts in attributes that are not there yet, whatever their names, beside a SET',
    needed: 'speed',
    upholds: 'The statistics of GET /v1/stats.',
    async check(world) {
      const item = scratchItem(world);
      const count = {
        UpdateExpression: 'ADD #0 :0, #1 :1 SET #2 = :2',
        ExpressionAttributeNames: { '#0': 's.a-type', '#1': 'd.a-type', '#2': 'x' },
        ExpressionAttributeValues: { ':0': { N: '1' }, ':1': { N: '250' }, ':2': { N: '9' } },
      };
      await item.update(count);
      await item.update(count);
      const expected = {
        ...item.key,
        's.a-type': { N: '2' },
        'd.a-type': { N: '500' },
        x: { N: '9' },
      };
      const seen = await item.get();
      return isDeepStrictEqual(seen, expected)
        ? holds
        : deviates(`there is ${JSON.stringify(seen)}`);
    },
  },
  {
    name: 'A number keeps 38 digits',
    needed: 'safety',
    upholds: 'Times in milliseconds, which have 13; leases and fences are compared by them.',
    async check(world) {
      const numbers = [
        '1790000000123',
        '0.1',
        `1${'0'.repeat(36)}1`,
        '-12345678901234567890.123456789',
      ];
      const item = scratchItem(world);
      await item.put({ numbers: { L: numbers.map((N) => ({ N })) } });
      const seen = (await item.get())?.numbers?.L?.map(({ N }) => N);
      return isDeepStrictEqual(seen, numbers) ? holds : deviates(`${seen?.join(', ')}`);
    },
  },
  {
    name: 'A text keeps every character',
    needed: 'safety',
    upholds: 'Payloads and results in the record.',
    async check(world) {
      const text = '\u0000\t\r\n "\\" \u00fc \u6c49 \u{1F600} \uFFFE\uFFFF';
      const item = scratchItem(world);
      await item.put({ text: { S: text }, empty: { S: '' } });
      const seen = await item.get();
      return seen?.text?.S === text && seen.empty?.S === ''
        ? holds
        : deviates(JSON.stringify(seen));
    },
  },
  {
    name: 'An item of 400 KB is stored, its names counted',
    needed: 'safety',
    upholds: 'Payloads and results that do not fit the record.',
    async check(world) {
      const item = scratchItem(world);
      await item.put({ j: textThatFills(item.key, largest) });
      const length = (await item.get())?.j?.S?.length;
      return length === undefined ? deviates('it is not there') : holds;
    },
  },
  {
    name: 'An item over 400 KB is refused',
    needed: 'guard',
    upholds: 'Nothing: the API refuses what is larger.',
    async check(world) {
      const item = scratchItem(world);
      const refusal = await refusalOf(item.put({ j: textThatFills(item.key, largest + 1) }));
      if (refusal === undefined) return deviates('accepted');
      return refusal.name === 'ValidationException' ? holds : deviates(String(refusal));
    },
  },
];

/** Of the attribute `j`. */
function textThatFills(key: Item, bytes: number) {
  const used = Object.entries(key).reduce(
    (sum, [name, { S = '' }]) => sum + name.length + S.length,
    'j'.length,
  );
  return { S: 'x'.repeat(bytes - used) };
}
