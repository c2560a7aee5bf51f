import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  answer,
  lost,
  type Reply,
  refusal,
  silence,
  stubbedClient,
} from '../../support/client/stubbed-client.ts';
import { timed } from '../../support/client/timed.ts';

// A virtual clock: a minute of patience takes none.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function waited(replies: readonly Reply[], connection: { patience?: number } = {}) {
  const { client, requests } = stubbedClient(replies, connection);
  const seen: string[] = [];
  const waiting = client.wait('j1', { onChange: ({ status }) => seen.push(status) });
  const { value, ...outcome } = await timed(waiting);
  return { ...outcome, job: value, seen, requests };
}

function job(status: string): Response {
  return answer({ id: 'j1', status }, { ETag: `"${status}"` });
}

/** As a server answers that has held the question for 20 s. */
function noNews(): Promise<Response> {
  const same = new Response(null, { status: 304, headers: { ETag: '"running"' } });
  return new Promise((resolve) => void setTimeout(() => resolve(same), 20_000));
}

it('asks until the job is over, and tells of each change', async () => {
  const { job: found, seen, requests } = await waited([job('running'), noNews, job('succeeded')]);

  expect(found?.status).toBe('succeeded');
  expect(seen).toEqual(['running', 'succeeded']);
  const asked = requests.map(({ headers }) => [
    headers.get('Prefer'),
    headers.get('If-None-Match'),
  ]);
  expect(asked).toEqual([
    [null, null],
    ['wait=20', '"running"'],
    ['wait=20', '"running"'],
  ]);
});

it('asks for the end alone where nobody wants to know of changes', async () => {
  const { client, requests } = stubbedClient([job('running'), job('failed')]);

  const waiting = client.wait('j1');
  await vi.runAllTimersAsync();

  expect((await waiting).status).toBe('failed');
  const known = requests.map(({ headers }) => headers.get('If-None-Match'));
  expect(known).toEqual([null, null]);
  expect(requests[0]?.headers.get('Prefer')).toBe('wait=20');
});

it('outlasts a server that is away for most of a minute, whatever the retries are', async () => {
  const start = performance.now();
  const away = () => performance.now() - start < 55_000;
  const replies = Array.from(
    { length: 60 },
    (): Reply => () => {
      if (away()) throw lost();
      return job('succeeded');
    },
  );

  const { job: found, ms } = await waited([job('running'), ...replies]);

  expect(found?.status).toBe('succeeded');
  expect(ms).toBeGreaterThanOrEqual(55_000);
});

it('has its patience anew once the server has answered', async () => {
  const start = performance.now();
  const passed = () => performance.now() - start;
  const replies = Array.from(
    { length: 100 },
    (): Reply => () => {
      if (passed() < 50_000 || (passed() > 60_000 && passed() < 110_000)) throw lost();
      return passed() < 60_000 ? noNews() : job('succeeded');
    },
  );

  const { job: found } = await waited([job('running'), ...replies]);

  expect(found?.status).toBe('succeeded');
});

it('gives up when the server stays away for longer than its patience', async () => {
  const away = Array.from({ length: 100 }, lost);

  const usual = await waited([job('running'), ...away]);
  const short = await waited([job('running'), ...away], { patience: 5_000 });
  const none = await waited([job('running'), ...away], { patience: 0 });

  expect(usual.error).toMatchObject({ name: 'NoAnswerError' });
  expect(usual.ms).toBeGreaterThan(55_000);
  expect(usual.ms).toBeLessThanOrEqual(60_000);
  expect(short.ms).toBeLessThanOrEqual(5_000);
  expect(none.requests).toHaveLength(2);
});

it('waits for a busy server as long as that asks for, within its patience', async () => {
  const busy = () => refusal(503, { 'Retry-After': '45' });

  const patient = await waited([job('running'), busy, job('succeeded')]);
  const hurried = await waited([job('running'), busy, job('succeeded')], { patience: 40_000 });

  expect(patient.ms).toBe(45_000);
  expect(hurried.error).toMatchObject({ status: 503 });
});

it('gives a question more time than the server holds it, whatever the timeout is', async () => {
  const { client } = stubbedClient([job('running'), noNews, job('succeeded')], { timeout: 1_000 });

  const waiting = client.wait('j1', { onChange: () => {} });
  await vi.runAllTimersAsync();

  expect((await waiting).status).toBe('succeeded');
});

it('asks once a second where a proxy hides the question from the server', async () => {
  const same = () => new Response(null, { status: 304, headers: { ETag: '"running"' } });

  const { ms } = await waited([job('running'), same, same, same, job('succeeded')]);

  expect(ms).toBe(3_000);
});

it('looks for a job that it is given as it was enqueued, which may not be written yet', async () => {
  const { client, requests } = stubbedClient([refusal(404), refusal(404), job('succeeded')]);

  const waiting = client.wait({ id: 'j1', type: 'demo' });
  await vi.runAllTimersAsync();

  expect((await waiting).status).toBe('succeeded');
  expect(requests).toHaveLength(3);
});

it('ends at once if a job is missing that was there', async () => {
  const { client } = stubbedClient([job('running'), refusal(404)]);

  const { error, ms } = await timed(client.wait({ id: 'j1', type: 'demo' }));

  expect(error).toMatchObject({ status: 404 });
  expect(ms).toBeLessThanOrEqual(1_000);
});

it('gives up a job that stays missing for longer than its patience', async () => {
  const missing = Array.from({ length: 100 }, () => refusal(404));
  const { client } = stubbedClient(missing, { patience: 10_000 });

  const { error, ms } = await timed(client.wait({ id: 'j1', type: 'demo' }));

  expect(error).toMatchObject({ status: 404 });
  expect(ms).toBeGreaterThan(5_000);
  expect(ms).toBeLessThanOrEqual(10_000);
});

it('ends at once with a refusal', async () => {
  const { error, ms } = await waited([job('running'), refusal(404)]);

  expect(error).toMatchObject({ status: 404 });
  expect(ms).toBe(0);
});

it('ends with the reason of its signal while it is patient', async () => {
  const ended = new AbortController();
  const { client } = stubbedClient([lost(), silence]);

  const waiting = client.wait('j1', { signal: ended.signal }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1_000);
  ended.abort(new Error('enough'));

  expect(await waiting).toMatchObject({ message: 'enough' });
});
