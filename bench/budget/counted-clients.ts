import { type ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../functions/aws/client-settings.ts';
import { limitCalls } from '../../functions/aws/limit-calls.ts';
import { tableKeys } from '../../functions/aws/table-keys.ts';
import { noteWait } from './invocations.ts';

/** One call of AWS, with what DynamoDB says it costs. */
export interface AwsCall {
  /** Such as `UpdateItemCommand`. */
  readonly command: string;
  /** The key of the one item that it is about, as `<partition> <sort>`; else empty. */
  readonly item: string;
  readonly tableUnits: number;
  /** Of all indexes. */
  readonly indexUnits: number;
  /** Of the messages that it sends, their bodies. */
  readonly messageBytes: number;
  /** False: it was refused, or the SDK had to send it more than once. */
  readonly smooth: boolean;
}

export interface CountedClients {
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  /** All calls so far, or since it was last begun anew. */
  readonly calls: readonly AwsCall[];
  reset(): void;
  close(): void;
}

/** Clients set as the functions' are, that note each of their calls. They find the emulator by the environment. */
export function countedClients(): CountedClients {
  const calls: AwsCall[] = [];
  const settings = clientSettings({});
  const [dynamo, sqs] = [new DynamoDBClient(settings), new SQSClient(settings)];
  const order = { step: 'initialize', name: 'noteCalls' } as const;
  dynamo.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'INDEXES' as const };
        const call = { command: commandName, item: itemOf(input), messageBytes: 0 };
        return noted(calls, call, () => next({ ...args, input }));
      },
    order,
  );
  sqs.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const call = { command: commandName, item: '', messageBytes: bodyBytes(args.input) };
        return noted(calls, call, () => next(args));
      },
    order,
  );
  limitCalls([dynamo]);
  // After that, or a call would count as under way while it waits for its turn.
  const innermost = { step: 'deserialize', priority: 'low', name: 'noteWait' } as const;
  dynamo.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) =>
        noteWait({ command: commandName }, () => next(args)),
    innermost,
  );
  sqs.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) =>
        noteWait({ command: commandName }, () => next(args)),
    innermost,
  );
  const close = () => {
    dynamo.destroy();
    sqs.destroy();
  };
  const reset = () => {
    calls.length = 0;
  };
  return { dynamo, sqs, calls, reset, close };
}

/** What answers of both services have, as far as it is looked at here. */
interface Metered {
  readonly $metadata?: { readonly attempts?: number };
  readonly ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[];
}

async function noted<Result extends { readonly output: object }>(
  calls: AwsCall[],
  call: Pick<AwsCall, 'command' | 'item' | 'messageBytes'>,
  send: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await send();
    const { $metadata, ConsumedCapacity = [] }: Metered = result.output;
    const capacities = [ConsumedCapacity].flat();
    const indexes = capacities.flatMap(({ GlobalSecondaryIndexes = {} }) =>
      Object.values(GlobalSecondaryIndexes),
    );
    calls.push({
      ...call,
      tableUnits: unitsOf(capacities.map(({ Table = {} }) => Table)),
      indexUnits: unitsOf(indexes),
      smooth: ($metadata?.attempts ?? 1) === 1,
    });
    return result;
  } catch (error) {
    calls.push({ ...call, tableUnits: 0, indexUnits: 0, smooth: false });
    throw error;
  }
}

function unitsOf(capacities: readonly { readonly CapacityUnits?: number | undefined }[]): number {
  return capacities.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

function itemOf(input: object): string {
  const { Key, Item = Key }: { Key?: Keys; Item?: Keys } = input;
  if (Item === undefined) return '';
  return `${Item[tableKeys.partition]?.S} ${Item[tableKeys.sort]?.S}`;
}

function bodyBytes(input: object): number {
  const { MessageBody = '', Entries = [] }: Bodies = input;
  return [MessageBody, ...Entries.map((entry) => entry.MessageBody ?? '')].reduce(
    (sum, body) => sum + Buffer.byteLength(body),
    0,
  );
}

interface Bodies {
  readonly MessageBody?: string;
  readonly Entries?: readonly { readonly MessageBody?: string }[];
}

type Keys = Readonly<Record<string, { readonly S?: string }>>;
