import { createHash } from 'node:crypto';
import type {
  BatchGetItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type {
  ChangeMessageVisibilityBatchCommandInput,
  SendMessageBatchCommandInput,
} from '@aws-sdk/client-sqs';
import { applyUpdate, type StoredItem } from './apply-update.ts';

/** A call as it comes over the wire: the input of an SDK's command, in JSON. */
export interface Call {
  /** Such as `UpdateItem`. */
  readonly command: string;
  readonly input: unknown;
}

/** Items by their keys. */
export type Table = Map<string, StoredItem>;

/**
 * What DynamoDB or SQS would answer if nothing went wrong: every condition holds, and nothing is due. Throws
 * for a command that it does not know, so that no function is measured on errors.
 */
export function answerTo({ command, input }: Call, table: Table): object {
  switch (command) {
    case 'PutItem':
      return put(input as PutItemCommandInput, table);
    case 'GetItem':
      return get(input as GetItemCommandInput, table);
    case 'UpdateItem':
      return update(input as UpdateItemCommandInput, table);
    case 'BatchGetItem':
      return getMany(input as BatchGetItemCommandInput, table);
    case 'Query':
    case 'Scan':
      return { Items: [], Count: 0, ScannedCount: 0 };
    case 'SendMessageBatch':
      return { Successful: (input as SendMessageBatchCommandInput).Entries?.map(sent) };
    case 'ChangeMessageVisibilityBatch': {
      const { Entries = [] } = input as ChangeMessageVisibilityBatchCommandInput;
      return { Successful: Entries.map(({ Id }) => ({ Id })) };
    }
    default:
      throw new Error(`The stand-in has no answer to ${command}`);
  }
}

function put({ Item = {} }: PutItemCommandInput, table: Table): object {
  table.set(keyOf(Item), Item);
  return {};
}

function get({ Key = {} }: GetItemCommandInput, table: Table): object {
  const Item = table.get(keyOf(Key));
  return Item === undefined ? {} : { Item };
}

function update(input: UpdateItemCommandInput, table: Table): object {
  const { Key = {} } = input;
  const item = applyUpdate(table.get(keyOf(Key)) ?? {}, input);
  table.set(keyOf(Key), item);
  return input.ReturnValues === 'ALL_NEW' ? { Attributes: item } : {};
}

function getMany({ RequestItems = {} }: BatchGetItemCommandInput, table: Table): object {
  const found = Object.entries(RequestItems).map(([name, { Keys = [] }]) => [
    name,
    Keys.map((key) => table.get(keyOf(key))).filter((item) => item !== undefined),
  ]);
  return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
}

/** The SDK compares the checksum with its own. */
function sent({
  Id,
  MessageBody = '',
}: {
  Id?: string | undefined;
  MessageBody?: string | undefined;
}): object {
  const checksum = createHash('md5').update(MessageBody).digest('hex');
  return { Id, MessageId: `message-${Id}`, MD5OfMessageBody: checksum };
}

function keyOf(item: StoredItem): string {
  return `${item.pk?.S} ${item.sk?.S}`;
}
