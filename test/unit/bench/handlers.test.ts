import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyResult,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoJobs, keyItem } from '../../../bench/handlers/demo-jobs.ts';
import { environmentOf } from '../../../bench/handlers/environment-of.ts';
import { batchEvent, getEvent, postEvent } from '../../../bench/handlers/events.ts';
import { type FunctionName, handlerOf } from '../../../bench/handlers/handler-of.ts';
import { type StandIn, startStandIn } from '../../../bench/stand-in/start-stand-in.ts';
import { invocationContext } from '../../../local/dispatch/invocation-context.ts';

const compared = ['plain', 'powertools', 'middy'] as const;
const failing = { outcome: 'throw' };

let standIn: StandIn;
let client: DynamoDBClient;

beforeAll(async () => {
  standIn = await startStandIn();
  // The handlers make their clients when they are imported.
  for (const [name, value] of Object.entries(environmentOf('worker', standIn.url))) {
    vi.stubEnv(name, value);
  }
  client = new DynamoDBClient({});
});

afterAll(() => {
  client.destroy();
  standIn.stop();
  vi.unstubAllEnvs();
});

async function load<Event, Result>(name: FunctionName, variant: (typeof compared)[number]) {
  const { handler } = await import(handlerOf(name, variant));
  return (event: Event): Promise<Result> =>
    handler(event, invocationContext('bench', { name, timeout: 20_000, memory: 512 }));
}

async function statusOf(id: string): Promise<string | undefined> {
  const Key = { pk: { S: `JOB#${id}` }, sk: { S: 'RECORD' } };
  const { Item } = await client.send(new GetItemCommand({ TableName: 'table', Key }));
  return Item?.s?.S;
}

describe.each(compared)('the handlers to compare with: %s', (variant) => {
  it('runs a batch, writes the status of each job, and gives back the one that failed', async () => {
    const work = await load<SQSEvent, SQSBatchResponse>('worker', variant);
    const jobs = demoJobs([{}, failing, {}]);
    await standIn.put(jobs.map(({ item }) => item));

    const { batchItemFailures } = await work(batchEvent(jobs));

    expect(batchItemFailures).toEqual([{ itemIdentifier: jobs[1]?.id }]);
    expect(await Promise.all(jobs.map(({ id }) => statusOf(id)))).toEqual([
      'succeeded',
      'retrying',
      'succeeded',
    ]);
  });

  it('writes into the record that a dead letter has failed, and keeps one without a record', async () => {
    const bury = await load<SQSEvent, SQSBatchResponse>('dead-letter', variant);
    const [known, unknown] = demoJobs([{}, {}]);
    await standIn.put([known?.item ?? {}]);

    const { batchItemFailures } = await bury(
      batchEvent(
        [known, unknown].flatMap((job) => job ?? []),
        '-dead',
      ),
    );

    expect(batchItemFailures).toEqual([{ itemIdentifier: unknown?.id }]);
    expect(await statusOf(known?.id ?? '')).toBe('failed');
  });

  it('takes jobs, shows them, and refuses whoever has no key', async () => {
    const api = await load<APIGatewayProxyEvent, APIGatewayProxyResult>('api', variant);
    await standIn.put([keyItem]);

    const taken = await api(
      postEvent([
        { type: 'demo', payload: {} },
        { type: 'demo', payload: 1 },
      ]),
    );
    const ids = JSON.parse(taken.body).jobs.map(({ id }: { id: string }) => id);
    const shown = await api(getEvent(`/jobs/${ids[1]}`));
    const refused = await api({ ...getEvent(`/jobs/${ids[1]}`), headers: {} });

    expect([taken.statusCode, shown.statusCode, refused.statusCode]).toEqual([202, 200, 401]);
    expect(JSON.parse(shown.body)).toMatchObject({ id: ids[1], type: 'demo', status: 'queued' });
  });

  it('takes a shard of the due index, looks for what is due, and leaves it', async () => {
    const schedule = await load<{ shard: number }, void>('scheduler', variant);
    await standIn.calls();

    await schedule({ shard: 1 });

    const commands = (await standIn.calls()).map(({ command }) => command);
    expect(commands).toEqual(['UpdateItem', 'Query', 'Scan', 'UpdateItem']);
  });
});
