import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NoAnswerError, RefusedError } from '../../../client/errors.ts';
import {
  accepted,
  answer,
  lost,
  problemOf,
  refusal,
  silence,
  stubbedClient,
} from '../../support/client/stubbed-client.ts';
import { timed } from '../../support/client/timed.ts';

// A virtual clock: time passes as far as a call waits for something.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a call that fails in passing', () => {
  it.each([
    ['there is no answer', lost()],
    ['the API is busy', refusal(503)],
    ['a gateway lost the answer', new Response('Bad Gateway', { status: 502 })],
    ['a gateway was too slow', new Response('', { status: 504 })],
    ['the caller is too fast', refusal(429)],
    ['a queue is being changed', refusal(409, { 'Retry-After': '5' })],
  ])('is made again, by the same key, if %s', async (_, first) => {
    const { client, requests } = stubbedClient([first, accepted()]);

    const { value } = await timed(client.enqueue('demo', {}));

    const keys = requests.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(value).toMatchObject({ id: 'j1' });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it.each([
    ['cancel', (client: Client) => client.cancel('j1')],
    ['retry', (client: Client) => client.retry('j1')],
    ['reschedule', (client: Client) => client.reschedule('j1', { delay: '1h' })],
    ['retryMany', (client: Client) => client.retryMany({ filter: {} })],
    ['pauseQueue', (client: Client) => client.pauseQueue('demo')],
    ['schedules.run', (client: Client) => client.schedules.run('mornings')],
  ])('is made again by the same key: %s', async (_, call) => {
    const { client, requests } = stubbedClient([lost(), accepted()]);

    await timed<unknown>(call(client));

    const [first, second] = requests.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
  });

  it.each([
    ['seconds', { 'Retry-After': '7' }],
    ['a time', { 'Retry-After': 'Tue, 01 Jan 2030 00:00:07 GMT' }],
  ])('waits as long as the API asks for by %s', async (_, headers) => {
    vi.setSystemTime(Date.UTC(2030, 0, 1));
    const { client, requests } = stubbedClient([refusal(429, headers), accepted()]);

    const { ms } = await timed(client.enqueue('demo', {}));

    expect(ms).toBeCloseTo(7_000, -1);
    expect(requests).toHaveLength(2);
  });

  it('rejects at once where it would have to wait for too long, and says how long', async () => {
    const { client, requests } = stubbedClient([refusal(429, { 'Retry-After': '31' })]);

    const { error, ms } = await timed(client.enqueue('demo', {}));

    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({ status: 429, retryAfter: 31_000 });
    expect([ms, requests.length]).toEqual([0, 1]);
  });

  it('gives up after its retries, and says why', async () => {
    const { client, requests } = stubbedClient([lost(), lost(), lost()], { retries: 2 });

    const { error } = await timed(client.get('j1'));

    expect(error).toBeInstanceOf(NoAnswerError);
    expect(error).toMatchObject({ url: 'http://api.test/v1', call: 'GET /jobs/j1' });
    expect(`${error}`).toContain('connect ECONNREFUSED');
    expect(requests).toHaveLength(3);
  });

  it('has failed in passing when its answer takes longer than its timeout', async () => {
    const { client, requests } = stubbedClient([silence, accepted(), silence], { retries: 1 });

    const first = await timed(client.enqueue('demo', {}, { timeout: 500 }));
    const second = await timed(stubbedClient([silence], { retries: 0 }).client.get('j1'));

    expect(first.value).toMatchObject({ id: 'j1' });
    expect(first.ms).toBeGreaterThanOrEqual(500);
    expect(first.ms).toBeLessThan(1_000);
    expect(requests).toHaveLength(2);
    expect(second.error).toBeInstanceOf(NoAnswerError);
    expect(second.ms).toBe(60_000);
  });

  it('never ends a call before its time where the timeout is longer than a timer', async () => {
    const { client } = stubbedClient([accepted()], { timeout: Number.POSITIVE_INFINITY });

    expect((await timed(client.get('j1'))).value).toMatchObject({ id: 'j1' });
  });
});

describe('a refusal', () => {
  it('rejects with the whole problem, and is not asked for again', async () => {
    const { client, requests } = stubbedClient([refusal(422)]);

    const { error } = await timed(client.enqueue('demo', {}));

    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({ message: 'Refused with 422', problem: problemOf(422) });
    expect(requests).toHaveLength(1);
  });

  it('keeps what it says where a logger copies its fields or writes it as JSON', async () => {
    const { error } = await timed(stubbedClient([refusal(422)]).client.get('j1'));

    const shown = { name: 'RefusedError', status: 422, code: 'c422', problem: problemOf(422) };
    expect(JSON.parse(JSON.stringify(error))).toEqual(shown);
    expect({ ...(error as RefusedError) }).toEqual(shown);
  });

  it('of a conflict that names no time is final', async () => {
    const { client, requests } = stubbedClient([refusal(409)]);

    await timed(client.cancel('j1'));

    expect(requests).toHaveLength(1);
  });

  it('of a schedule that is not there is no error if a lost try may have deleted it', async () => {
    const remove = (...replies: Parameters<typeof stubbedClient>[0]) =>
      timed(stubbedClient(replies).client.schedules.delete('mornings'));

    const deleted = await remove(lost(), refusal(404));
    const throttled = await remove(refusal(429), refusal(404));
    const missing = await remove(refusal(404));

    expect(deleted.error).toBeUndefined();
    expect(throttled.error).toMatchObject({ status: 404 });
    expect(missing.error).toMatchObject({ status: 404 });
  });

  it('of a job that is not there is an error always: nothing was erased', async () => {
    const { client } = stubbedClient([lost(), refusal(404)]);

    expect((await timed(client.erase('j1'))).error).toMatchObject({ status: 404 });
  });
});

describe('what is not the API', () => {
  it.each([
    ['a page', new Response('<html>', { status: 200 })],
    ['an empty page', new Response('', { status: 200 })],
    ['JSON of another', answer('hello')],
    ["another's problem", new Response('{"message":"Forbidden"}', { status: 403 })],
  ])('is called so: %s', async (_, reply) => {
    const { client, requests } = stubbedClient([reply]);

    const { error } = await timed(client.get('j1'));

    expect(error).toBeInstanceOf(NoAnswerError);
    expect(`${error}`).toContain('is not the API of Errand');
    expect(requests).toHaveLength(1);
  });

  it('is not followed to where it leads: a POST would become a GET', async () => {
    const headers = { Location: 'https://api.test/v1/jobs' };
    const { client, requests } = stubbedClient([new Response(null, { status: 301, headers })]);

    const { error } = await timed(client.enqueue('demo', {}));

    expect(`${error}`).toContain('it leads to https://api.test/v1/jobs');
    expect(requests[0]?.redirect).toBe('manual');
  });
});

describe('the key', () => {
  it('is asked for before each try', async () => {
    const keys = ['old', 'new'];
    const key = async () => keys.shift() ?? '';
    const { client, requests } = stubbedClient([refusal(503), accepted()], { key });

    await timed(client.get('j1'));

    expect(tokensOf(requests)).toEqual(['Bearer old', 'Bearer new']);
  });

  it('is asked for once more when it is refused, by the one that was', async () => {
    const key = (refused?: string) => (refused === undefined ? 'old' : `after-${refused}`);
    const { client, requests } = stubbedClient([refusal(401), accepted()], { key, retries: 0 });

    const { value } = await timed(client.get('j1'));

    expect(value).toMatchObject({ id: 'j1' });
    expect(tokensOf(requests)).toEqual(['Bearer old', 'Bearer after-old']);
  });

  it.each([
    ['is the same again', () => 'old', 1],
    ['is refused again', (refused?: string) => refused ?? 'old', 1],
    ['is another that is refused too', (refused?: string) => `${refused}-new`, 2],
    ['is a text', 'old', 1],
  ])('ends the call if it is refused and %s', async (_, key, tries) => {
    const replies = [refusal(401), refusal(401)];
    const { client, requests } = stubbedClient(replies, { key });

    expect((await timed(client.get('j1'))).error).toMatchObject({ status: 401 });
    expect(requests).toHaveLength(tries);
  });

  it('is not waited for once the signal has fired', async () => {
    const ended = new AbortController();
    const { client, requests } = stubbedClient([], { key: () => new Promise(() => {}) });

    const call = timed(client.get('j1', { signal: ended.signal }));
    ended.abort(new Error('enough'));

    expect((await call).error).toMatchObject({ message: 'enough' });
    expect(requests).toHaveLength(0);
  });

  it('that cannot stand in a header is refused at once, and not shown', async () => {
    const { client, requests } = stubbedClient([], { key: 'geheim-ß' });

    const { error } = await timed(client.get('j1'));

    expect(error).toBeInstanceOf(TypeError);
    expect(`${error}`).not.toContain('geheim');
    expect(requests).toHaveLength(0);
  });
});

describe('a signal', () => {
  it('ends a call between two tries', async () => {
    const ended = new AbortController();
    const { client } = stubbedClient([
      () => {
        ended.abort(new Error('enough'));
        return refusal(503);
      },
    ]);

    const { error, ms } = await timed(client.get('j1', { signal: ended.signal }));

    expect(error).toMatchObject({ message: 'enough' });
    expect(ms).toBe(0);
  });

  it('ends a call that waits for its answer', async () => {
    const ended = new AbortController();
    const { client } = stubbedClient([silence]);

    const call = timed(client.get('j1', { signal: ended.signal }));
    ended.abort(new Error('enough'));

    expect((await call).error).toMatchObject({ message: 'enough' });
  });
});

it('does not take a payload that is no JSON for a fault that passes', async () => {
  const { client, requests } = stubbedClient([]);

  const { error } = await timed(client.enqueue('demo', { echo: 1n }));

  expect(error).toBeInstanceOf(TypeError);
  expect(requests).toHaveLength(0);
});

type Client = ReturnType<typeof stubbedClient>['client'];

function tokensOf(requests: readonly Request[]): readonly (string | null)[] {
  return requests.map(({ headers }) => headers.get('Authorization'));
}
