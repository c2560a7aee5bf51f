import { expect, it, onTestFinished, vi } from 'vitest';
import { accepted, answer, stubbedClient } from '../../support/client/stubbed-client.ts';

type Client = ReturnType<typeof stubbedClient>['client'];

it('sends a job with the key, and a key of its own for the job', async () => {
  const { client, requests } = stubbedClient([accepted()]);

  const job = await client.enqueue('demo', { echo: 1 }, { delay: '10s', tags: ['a'] });

  expect(job).toMatchObject({ id: 'j1', status: 'queued' });
  const [request] = requests;
  expect(`${request?.method} ${request?.url}`).toBe('POST http://api.test/v1/jobs');
  expect(request?.headers.get('Authorization')).toBe('Bearer secret');
  expect(request?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/);
  const body = { type: 'demo', payload: { echo: 1 }, delay: '10s', tags: ['a'] };
  expect(await request?.json()).toEqual(body);
});

it.each<[string, (client: Client) => Promise<unknown>, object?]>([
  ['GET /jobs/a%2Fb', (client) => client.get('a/b')],
  ['GET /jobs/j1/logs', (client) => client.logs('j1')],
  ['POST /jobs/j1/cancel', (client) => client.cancel({ id: 'j1', type: 'demo' })],
  ['POST /jobs/j1/retry', (client) => client.retry('j1')],
  [
    'POST /jobs/j1/reschedule',
    (client) => client.reschedule('j1', { runAt: new Date(0) }),
    { runAt: '1970-01-01T00:00:00.000Z' },
  ],
  [
    'POST /jobs/retry',
    (client) => client.retryMany({ ids: ['j1'] }, { rate: 50 }),
    { ids: ['j1'], rate: 50 },
  ],
  [
    'POST /jobs/retry',
    (client) => client.retryMany({ filter: { code: 'threw', failedAfter: new Date(0) } }),
    { filter: { code: 'threw', failedAfter: '1970-01-01T00:00:00.000Z' } },
  ],
  ['DELETE /jobs/j1', (client) => client.erase('j1')],
  ['GET /types', (client) => client.types()],
  ['GET /queues', (client) => client.queues()],
  ['POST /queues/demo/pause', (client) => client.pauseQueue('demo')],
  ['POST /queues/demo/resume', (client) => client.resumeQueue('demo')],
  ['GET /stats?minutes=60', (client) => client.stats()],
  ['GET /stats?minutes=5', (client) => client.stats({ minutes: 5 })],
  ['GET /stats?minutes=60&step=6', (client) => client.stats({ step: 6 })],
  ['GET /me', (client) => client.me()],
  ['POST /schedules/a/run', (client) => client.schedules.run('a')],
])('calls %s', async (call, made, body) => {
  const { client, requests } = stubbedClient([answer({})]);

  await made(client);

  const [request] = requests;
  expect(`${request?.method} ${request?.url}`).toBe(call.replace(' ', ' http://api.test/v1'));
  const sent = (await request?.text()) ?? '';
  expect(sent === '' ? undefined : JSON.parse(sent)).toEqual(body);
});

it.each<[unknown, string]>([
  [undefined, 'got undefined'],
  ['', 'got an empty text'],
  [{ error: {} }, 'got undefined'],
  [7, 'got undefined'],
])('rejects what is no job with a word on it, and asks nothing: %j', async (given, got) => {
  const { client, requests } = stubbedClient([answer({})]);
  const job = given as string;

  const calls = [
    client.get(job),
    client.wait(job),
    client.cancel(job),
    client.retry(job),
    client.reschedule(job, { delay: '1s' }),
    client.erase(job),
    client.logs(job),
    client.getMany([job]),
  ];

  for (const call of calls) {
    await expect(call).rejects.toThrow(`Expected a job or its id, ${got}`);
  }
  expect(requests).toEqual([]);
});

it('has its idempotency keys where a page has no randomUUID, as over plain HTTP', async () => {
  const { getRandomValues } = crypto;
  vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) });
  onTestFinished(() => void vi.unstubAllGlobals());
  const { client, requests } = stubbedClient([accepted(), accepted()]);

  await client.enqueue('demo', {});
  await client.schedules.run('mornings');

  const keys = requests.map(({ headers }) => headers.get('Idempotency-Key'));
  expect(new Set(keys).size).toBe(2);
});

it.each([
  ['enqueue', (client: Client) => client.enqueue('demo', {}, { idempotencyKey: 'mine' })],
  ['retry', (client: Client) => client.retry('j1', { idempotencyKey: 'mine' })],
  ['retryMany', (client: Client) => client.retryMany({ filter: {} }, { idempotencyKey: 'mine' })],
  ['schedules.run', (client: Client) => client.schedules.run('a', { idempotencyKey: 'mine' })],
])('takes a key of the caller: %s', async (_, call) => {
  const { client, requests } = stubbedClient([accepted()]);

  await call(client);

  expect(requests[0]?.headers.get('Idempotency-Key')).toBe('mine');
});

it('asks once, and without a key, whether the API runs', async () => {
  const key = vi.fn<() => string>(() => 'secret');
  const { client, requests } = stubbedClient([answer({ status: 'ok' }), new Error('away')], {
    key,
  });

  expect(await client.health()).toEqual({ status: 'ok' });
  await expect(client.health()).rejects.toThrow('No answer to GET /health');

  expect(requests).toHaveLength(2);
  expect(requests[0]?.headers.has('Authorization')).toBe(false);
  expect(key).not.toHaveBeenCalled();
});

it('lists page after page, and empty pages too', async () => {
  const { client, requests } = stubbedClient([
    answer({ jobs: [{ id: 'a' }, { id: 'b' }], cursor: 'x' }),
    answer({ jobs: [], cursor: 'y' }),
    answer({ jobs: [{ id: 'c' }] }),
  ]);

  const found: string[] = [];
  const filter = { status: ['failed', 'cancelled'], createdAfter: new Date(0) } as const;
  for await (const { id } of client.list(filter)) found.push(id);

  expect(found).toEqual(['a', 'b', 'c']);
  const queries = requests.map(({ url }) => new URL(url).searchParams);
  expect(queries.map((query) => query.get('cursor'))).toEqual([null, 'x', 'y']);
  expect(queries[0]?.get('status')).toBe('failed,cancelled');
  expect(queries[0]?.get('createdAfter')).toBe('1970-01-01T00:00:00.000Z');
});

it('gets many by their ids, a hundred at a time', async () => {
  const found = (request: Request) => {
    const ids = new URL(request.url).searchParams.get('ids')?.split(',') ?? [];
    return answer({ jobs: ids.map((id) => ({ id })) });
  };
  const { client, requests } = stubbedClient([found, found, found]);
  const ids = Array.from({ length: 201 }, (_, place) => `j${place}`);

  const jobs = await client.getMany(ids);

  expect(jobs.map(({ id }) => id)).toEqual(ids);
  expect(requests).toHaveLength(3);
});
