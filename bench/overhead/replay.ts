import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../functions/aws/client-settings.ts';
import type { Call } from '../stand-in/answer.ts';
import type { Chain, Stage } from './cases.ts';

// Set as the functions' own: what a setting saves is no merit of theirs.
const settings = clientSettings(process.env);
const dynamo = new DynamoDBClient(settings);
const sqs = new SQSClient(settings);

const senders: Readonly<Record<string, (input: never) => Promise<unknown>>> = {
  UpdateItem: (input) => dynamo.send(new UpdateItemCommand(input)),
  PutItem: (input) => dynamo.send(new PutItemCommand(input)),
  GetItem: (input) => dynamo.send(new GetItemCommand(input)),
  BatchGetItem: (input) => dynamo.send(new BatchGetItemCommand(input)),
  SendMessageBatch: (input) => sqs.send(new SendMessageBatchCommand(input)),
};

/** The calls of a function, and nothing else: the chains of one stage side by side, one stage after the other. */
export async function replay(stages: readonly Stage[]): Promise<void> {
  for (const stage of stages) await Promise.all(stage.map(follow));
}

async function follow(chain: Chain): Promise<void> {
  for (const call of chain) await send(call);
}

function send({ command, input }: Call): Promise<unknown> {
  const sender = senders[command];
  if (sender === undefined) throw new RangeError(`There is no way to send ${command} again`);
  // The body of a call is the input of its command, in JSON.
  return sender(input as never);
}
