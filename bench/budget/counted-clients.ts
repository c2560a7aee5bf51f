import { type ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { tableKeys } from '../../functions/aws/table-keys.ts';

/** One call of AWS, with what DynamoDB says it costs. */
export interface AwsCall {
  /** Such as `UpdateItemCommand`. */
  readonly command: string;
  /** The key of the one item that it is about, as `<partition> <sort>`; else empty. */
  readonly item: string;
  readonly tableUnits: number;
  /** Of all indexes. */
  readonly indexUnits: number;
  /** False: it was refused, or the SDK had to send it more than once. */
  readonly smooth: boolean;
}

export interface CountedClients {
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  /** All calls so far. */
  readonly calls: readonly AwsCall[];
  close(): void;
}

/** Clients that note each of their calls. They find the emulator by the environment. */
export function countedClients(): CountedClients {
  const calls: AwsCall[] = [];
  const [dynamo, sqs] = [new DynamoDBClient({}), new SQSClient({})];
  const order = { step: 'initialize', name: 'noteCalls' } as const;
  dynamo.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'INDEXES' as const };
        const call = { command: commandName, item: itemOf(input) };
        return noted(calls, call, () => next({ ...args, input }));
      },
    order,
  );
  sqs.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) =>
        noted(calls, { command: commandName, item: '' }, () => next(args)),
    order,
  );
  const close = () => {
    dynamo.destroy();
    sqs.destroy();
  };
  return { dynamo, sqs, calls, close };
}

/** What answers of both services have, as far as it is looked at here. */
interface Metered {
  readonly $metadata?: { readonly attempts?: number };
  readonly ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[];
}

async function noted<Result extends { readonly output: object }>(
  calls: AwsCall[],
  call: Pick<AwsCall, 'command' | 'item'>,
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

type Keys = Readonly<Record<string, { readonly S?: string }>>;
