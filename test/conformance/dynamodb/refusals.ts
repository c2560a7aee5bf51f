import { QueryCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Behaviour } from '../behaviour.ts';
import { allRefused } from '../refusal-of.ts';
import type { World } from '../world.ts';
import { scratchItem } from './scratch-item.ts';

type Update = Partial<UpdateItemCommandInput>;

const one = { ExpressionAttributeValues: { ':one': { N: '1' } } };

/** What an adapter must not write, for AWS refuses the call. */
const refused: Readonly<Record<string, Readonly<Record<string, Update>>>> = {
  'A reserved word without a placeholder': {
    status: { UpdateExpression: 'SET status = :one', ...one },
    as: { UpdateExpression: 'SET as = :one', ...one },
  },
  'An empty map of values, or of names': {
    values: { UpdateExpression: 'REMOVE a', ExpressionAttributeValues: {} },
    names: { UpdateExpression: 'REMOVE a', ExpressionAttributeNames: {} },
  },
  'A value or a name that no expression uses': {
    value: {
      UpdateExpression: 'SET a = :one',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':two': { N: '2' } },
    },
    name: { UpdateExpression: 'REMOVE a', ExpressionAttributeNames: { '#b': 'b' } },
  },
  'A condition that is empty, doubly bracketed, or compares an attribute with itself': {
    'empty list': { ConditionExpression: 'a IN ()' },
    'double brackets': { ConditionExpression: '((a = :one))', ...one },
    itself: { ConditionExpression: 'a < a' },
  },
  'An attribute that is set and removed, or changed twice, in one update': {
    'set and removed': { UpdateExpression: 'SET a = :one REMOVE a', ...one },
    'set twice': { UpdateExpression: 'SET a = :one, a = :one', ...one },
  },
  'A key of the table or of an index that is no text, or empty': {
    'a number': { UpdateExpression: 'SET tp = :one', ...one },
    empty: { UpdateExpression: 'SET tp = :e', ExpressionAttributeValues: { ':e': { S: '' } } },
  },
};

export const refusalBehaviours: readonly Behaviour[] = [
  ...Object.entries(refused).map(
    ([what, updates]): Behaviour => ({
      name: `${what} is refused`,
      needed: 'guard',
      upholds: 'Nothing: the adapter writes no such call.',
      check: (world) => allRefused(callsOf(world, updates), 'ValidationException'),
    }),
  ),
  {
    name: 'A range that ends before it begins is refused',
    needed: 'guard',
    upholds: 'Nothing: the adapter answers such a range itself.',
    check: (world) => allRefused({ range: () => backwards(world) }, 'ValidationException'),
  },
];

function callsOf(world: World, updates: Readonly<Record<string, Update>>) {
  const calls = Object.entries(updates).map(
    ([name, update]) => [name, () => scratchItem(world).update(update)] as const,
  );
  return Object.fromEntries(calls);
}

function backwards({ dynamo, tableName }: World) {
  return dynamo.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': { S: 'a' }, ':from': { S: 'z' }, ':to': { S: 'a' } },
    }),
  );
}
