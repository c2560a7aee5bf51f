import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  type PutItemCommandOutput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
  type UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { World } from '../world.ts';

export type Item = Record<string, AttributeValue>;

/** A place in the table that no other check uses. */
export interface ScratchItem {
  readonly key: Item;
  put(attributes: Item, options?: Partial<PutItemCommandInput>): Promise<PutItemCommandOutput>;
  update(options: Partial<UpdateItemCommandInput>): Promise<UpdateItemCommandOutput>;
  /** By a consistent read. */
  get(): Promise<Item | undefined>;
}

export function scratchItem({ dynamo, tableName: TableName }: World): ScratchItem {
  const key: Item = { pk: { S: `CHECK#${randomUUID()}` }, sk: { S: 'RECORD' } };
  return {
    key,
    put: (attributes, options) =>
      dynamo.send(new PutItemCommand({ TableName, Item: { ...key, ...attributes }, ...options })),
    update: (options) => dynamo.send(new UpdateItemCommand({ TableName, Key: key, ...options })),
    get: async () => {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName, Key: key, ConsistentRead: true }),
      );
      return Item;
    },
  };
}
