import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  type PutItemCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type Behaviour, deviates, type Finding, holds } from '../behaviour.ts';
import { refusalOf } from '../refusal-of.ts';
import { type Item, type ScratchItem, scratchItem } from './scratch-item.ts';

const now = 1_790_000_000_000;

/** As an enqueue writes a record. */
const unlessThere: Partial<PutItemCommandInput> = {
  ConditionExpression: 'attribute_not_exists(#pk) OR #e <= :now',
  ExpressionAttributeNames: { '#pk': 'pk', '#e': 'e' },
  ExpressionAttributeValues: { ':now': { N: String(now) } },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
};

/** As a claim takes a job. */
const claim: Partial<UpdateItemCommandInput> = {
  ConditionExpression: 'attribute_exists(#pk) AND #s IN (:queued, :retrying) AND #a < #m',
  UpdateExpression:
    'SET #s = :running, #a = #a + :one, #h = list_append(#h, :line) REMOVE #d, #gone',
  ExpressionAttributeNames: {
    '#pk': 'pk',
    '#s': 's',
    '#a': 'a',
    '#m': 'm',
    '#h': 'h',
    '#d': 'd',
    '#gone': 'never-there',
  },
  ExpressionAttributeValues: {
    ':queued': { S: 'queued' },
    ':retrying': { S: 'retrying' },
    ':running': { S: 'running' },
    ':one': { N: '1' },
    ':line': { L: [{ S: 'started' }] },
  },
  ReturnValues: 'ALL_NEW',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
};

const waiting: Item = {
  s: { S: 'queued' },
  a: { N: '9' },
  m: { N: '10' },
  h: { L: [{ S: 'created' }] },
  d: { S: 'due' },
};

export const conditionBehaviours: readonly Behaviour[] = [
  {
    name: 'One conditional update sets, counts, appends and removes, and answers the whole new item',
    needed: 'safety',
    upholds: 'The claim and the settle: one write each, which also reads.',
    async check(world) {
      const item = scratchItem(world);
      await item.put(waiting);
      const { Attributes } = await item.update(claim);
      const expected = {
        ...item.key,
        s: { S: 'running' },
        a: { N: '10' },
        m: { N: '10' },
        h: { L: [{ S: 'created' }, { S: 'started' }] },
      };
      return isDeepStrictEqual(Attributes, expected)
        ? holds
        : deviates(`answered ${JSON.stringify(Attributes)}`);
    },
  },
  {
    name: 'An update whose condition fails changes nothing and answers the item as it is',
    needed: 'safety',
    upholds: 'The claim that is refused: the record that refused it decides what happens.',
    async check(world) {
      const item = scratchItem(world);
      const before = { ...waiting, s: { S: 'succeeded' } };
      await item.put(before);
      return failsWith(item, item.update(claim), { ...item.key, ...before });
    },
  },
  {
    name: 'A failed condition on an item that is not there answers no item, and makes none',
    needed: 'safety',
    upholds: 'That a claim which finds no record knows it, and creates one.',
    async check(world) {
      const item = scratchItem(world);
      return failsWith(item, item.update(claim), undefined);
    },
  },
  {
    name: 'A conditional put makes an item that is not there, and replaces one that has expired',
    needed: 'safety',
    upholds: 'Writing a record only if there is none; what has expired counts as missing.',
    async check(world) {
      const item = scratchItem(world);
      await item.put({ e: { N: String(now) }, old: { S: 'expired' } }, unlessThere);
      await item.put({ e: { N: String(now + 1) } }, unlessThere);
      const seen = await item.get();
      return isDeepStrictEqual(seen, { ...item.key, e: { N: String(now + 1) } })
        ? holds
        : deviates(`there is ${JSON.stringify(seen)}`);
    },
  },
  {
    name: 'A conditional put that fails answers the item that is there',
    needed: 'safety',
    upholds: 'Idempotency: the second request gets the job of the first.',
    async check(world) {
      const item = scratchItem(world);
      const live = { e: { N: String(now + 1) }, first: { S: 'request' } };
      await item.put(live);
      return failsWith(item, item.put({}, unlessThere), { ...item.key, ...live });
    },
  },
  {
    name: 'Of 20 conditional updates at once, one succeeds',
    needed: 'safety',
    upholds: 'That one attempt at a time has a job.',
    async check(world) {
      const item = scratchItem(world);
      await item.put(waiting);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => refusalOf(item.update(claim))),
      );
      const faults = outcomes.filter(
        (error) => error !== undefined && !(error instanceof ConditionalCheckFailedException),
      );
      if (faults.length > 0) return deviates(String(faults[0]));
      const succeeded = outcomes.filter((error) => error === undefined).length;
      return succeeded === 1 ? holds : deviates(`${succeeded} succeeded`);
    },
  },
  {
    name: 'A comparison with an attribute that is missing is false',
    needed: 'safety',
    upholds: 'Every condition on a field that a record need not have, as the time of its lease.',
    async check(world) {
      const item = scratchItem(world);
      await item.put({});
      const comparisons = [
        '#l <= :value',
        '#l > :value',
        '#l = :value',
        '#l < #m',
        '#l IN (:value)',
      ];
      const seen: string[] = [];
      for (const ConditionExpression of comparisons) {
        const names = ConditionExpression.includes('#m') ? { '#l': 'l', '#m': 'm' } : { '#l': 'l' };
        const error = await refusalOf(
          item.put(
            {},
            {
              ConditionExpression,
              ExpressionAttributeNames: names,
              ...(ConditionExpression.includes(':value') && {
                ExpressionAttributeValues: { ':value': { N: '1' } },
              }),
            },
          ),
        );
        if (!(error instanceof ConditionalCheckFailedException)) {
          seen.push(`${ConditionExpression}: ${error ?? 'true'}`);
        }
      }
      return seen.length === 0 ? holds : deviates(seen.join('; '));
    },
  },
];

/** The write fails by its condition, tells of this item, and leaves it as it is. */
async function failsWith(
  item: ScratchItem,
  write: Promise<unknown>,
  expected: Item | undefined,
): Promise<Finding> {
  const error = await refusalOf(write);
  if (!(error instanceof ConditionalCheckFailedException)) {
    return deviates(error === undefined ? 'it succeeded' : String(error));
  }
  if (!isDeepStrictEqual(error.Item, expected)) {
    return deviates(`answered ${JSON.stringify(error.Item) ?? 'no item'}`);
  }
  const after = await item.get();
  return isDeepStrictEqual(after, expected)
    ? holds
    : deviates(`afterwards there is ${JSON.stringify(after) ?? 'no item'}`);
}
