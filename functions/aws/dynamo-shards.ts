import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ShardLease, TakenShard } from '../core/store.ts';
import { type Item, number, text } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { partitionPrefixes, tableKeys } from './table-keys.ts';

const attributes = { owner: 'o', until: 'u', note: 'j' } as const;
const names = { '#owner': attributes.owner, '#until': attributes.until };

export async function takeShard(
  { client, name }: DynamoTable,
  shard: number,
  { owner, until, now }: ShardLease,
): Promise<TakenShard> {
  const command = new UpdateItemCommand({
    TableName: name,
    Key: keyOf(shard),
    // Its own owner's too: the SDK may have repeated a call whose answer was lost.
    ConditionExpression: 'attribute_not_exists(#until) OR #until <= :now OR #owner = :owner',
    UpdateExpression: 'SET #owner = :owner, #until = :until',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ':owner': text.write(owner),
      ':until': number.write(until),
      ':now': number.write(now),
    },
    ReturnValues: 'ALL_NEW',
  });
  try {
    const { Attributes = {} } = await client.send(command);
    const note = Attributes[attributes.note];
    return { taken: true, ...(note !== undefined && { note: text.read(note) }) };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { taken: false };
    throw error;
  }
}

export async function leaveShard(
  { client, name }: DynamoTable,
  shard: number,
  { owner, note }: { owner: string; note?: string | undefined },
): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: name,
    Key: keyOf(shard),
    ConditionExpression: '#owner = :owner',
    UpdateExpression: `${note === undefined ? '' : 'SET #note = :note '}REMOVE #owner, #until`,
    ExpressionAttributeNames: { ...names, ...(note !== undefined && { '#note': attributes.note }) },
    ExpressionAttributeValues: {
      ':owner': text.write(owner),
      ...(note !== undefined && { ':note': text.write(note) }),
    },
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

function keyOf(shard: number): Item {
  return {
    [tableKeys.partition]: text.write(`${partitionPrefixes.shard}${shard}`),
    [tableKeys.sort]: text.write('SHARD'),
  };
}
