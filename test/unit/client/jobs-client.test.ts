import { expect, it, vi } from 'vitest';
import type { Connection } from '../../../client/connection.ts';
import { NoAnswerError, RefusedError } from '../../../client/errors.ts';
import { JobsClient } from '../../../client/jobs-client.ts';
import type { jobs } from '../../../functions/jobs/index.ts';

type Reply = Response | Error | ((request: Request) => Response);

it('sends a job with the key, and a key of its own for the job', async () => {
  const { client, requests } = clientOf([accepted()]);

  const job = await client.enqueue('demo', { echo: 1 }, { delay: '10s', tags: ['a'] });

  expect(job).toMatchObject({ id: 'j1', status: 'queued' });
  const [request] = requests;
  expect(`${request?.method} ${request?.url}`).toBe('POST http://api.test/v1/jobs');
  expect(request?.headers.get('Authorization')).toBe('Bearer secret');
  expect(request?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/);
  const body = { type: 'demo', payload: { echo: 1 }, delay: '10s', tags: ['a'] };
  expect(await request?.json()).toEqual(body);
});

it.each([
  ['there is no answer', new TypeError('fetch failed')],
  ['the API is busy', refusal(503)],
  ['a gateway lost the answer', new Response('Bad Gateway', { status: 502 })],
  ['the caller is too fast', refusal(429)],
])('asks again if %s, by the same key', async (_, first) => {
  const { client, requests } = clientOf([first, accepted()]);

  expect(await client.enqueue('demo', {})).toMatchObject({ id: 'j1' });

  const keys = requests.map(({ headers }) => headers.get('Idempotency-Key'));
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

it('waits as long as the API asks for before it asks again', async () => {
  vi.useFakeTimers();
  const { client, requests } = clientOf([refusal(429, { 'Retry-After': '7' }), accepted()]);

  const enqueuing = client.enqueue('demo', {});
  await vi.advanceTimersByTimeAsync(6_900);
  const before = requests.length;
  await vi.advanceTimersByTimeAsync(200);
  await enqueuing;
  vi.useRealTimers();

  expect([before, requests.length]).toEqual([1, 2]);
});

it('rejects at once where it would have to wait for too long', async () => {
  const { client, requests } = clientOf([refusal(429, { 'Retry-After': '31' })]);

  await expect(client.enqueue('demo', {})).rejects.toBeInstanceOf(RefusedError);

  expect(requests).toHaveLength(1);
});

it('rejects with the problem of a refusal, and does not ask again', async () => {
  const { client, requests } = clientOf([refusal(422)]);

  const error = await client.enqueue('demo', {}).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(RefusedError);
  expect(error).toMatchObject({ status: 422, code: 'c422', message: 'Refused with 422' });
  expect(requests).toHaveLength(1);
});

it('gives up after its retries', async () => {
  const fault = new TypeError('fetch failed');
  const { client, requests } = clientOf([fault, fault, fault], { retries: 2 });

  await expect(client.get('j1')).rejects.toBeInstanceOf(NoAnswerError);

  expect(requests).toHaveLength(3);
});

it('says so if what answers is no API of Errand', async () => {
  const { client } = clientOf([new Response('<html>', { status: 200 })]);

  await expect(client.get('j1')).rejects.toThrow('is not the API of Errand');
});

it('takes what is gone as deleted if the answer to the first try was lost', async () => {
  const { client } = clientOf([new TypeError('fetch failed'), refusal(404)]);

  await client.schedules.delete('mornings');

  await expect(clientOf([refusal(404)]).client.schedules.delete('mornings')).rejects.toThrow();
});

it('ends with the reason of its signal, between two tries as well', async () => {
  const ended = new AbortController();
  const { client } = clientOf([
    () => {
      ended.abort(new Error('enough'));
      return refusal(503);
    },
  ]);

  await expect(client.get('j1', { signal: ended.signal })).rejects.toThrow('enough');
});

it('asks for the key before each try', async () => {
  const keys = ['old', 'new'];
  const { client, requests } = clientOf([refusal(503), answer({ id: 'j1' })], {
    key: async () => keys.shift() ?? '',
  });

  await client.get('j1');

  const sent = requests.map(({ headers }) => headers.get('Authorization'));
  expect(sent).toEqual(['Bearer old', 'Bearer new']);
});

it('waits until the job is over, and tells of each change', async () => {
  const { client, requests } = clientOf([
    answer({ id: 'j1', status: 'running' }, { ETag: '"1"' }),
    new Response(null, { status: 304, headers: { ETag: '"1"' } }),
    answer({ id: 'j1', status: 'succeeded', result: null }, { ETag: '"2"' }),
  ]);
  const seen: string[] = [];

  const job = await client.wait('j1', { onChange: ({ status }) => seen.push(status) });

  expect(job.status).toBe('succeeded');
  expect(seen).toEqual(['running', 'succeeded']);
  const known = requests.map(({ headers }) => headers.get('If-None-Match'));
  expect(known).toEqual([null, '"1"', '"1"']);
  expect(requests[1]?.headers.get('Prefer')).toBe('wait=20');
});

it('lists page after page, and empty pages too', async () => {
  const { client, requests } = clientOf([
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

/** A client whose calls are answered in turn. */
function clientOf(replies: readonly Reply[], connection: Partial<Connection> = {}) {
  const left = [...replies];
  const requests: Request[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    requests.push(request);
    const reply = left.shift();
    if (reply === undefined) throw new Error('A call more than expected');
    if (reply instanceof Error) throw reply;
    return typeof reply === 'function' ? reply(request) : reply;
  };
  const url = 'http://api.test/v1';
  const client = new JobsClient<typeof jobs>({ url, key: 'secret', fetch, ...connection });
  return { client, requests };
}

function answer(body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { headers });
}

function accepted(): Response {
  return answer({ id: 'j1', status: 'queued' });
}

function refusal(status: number, headers: Record<string, string> = {}): Response {
  const problem = { title: 'No', status, code: `c${status}`, detail: `Refused with ${status}` };
  return new Response(JSON.stringify(problem), { status, headers });
}
