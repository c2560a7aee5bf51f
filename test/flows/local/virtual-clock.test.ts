import { expect, it } from 'vitest';
import { type ApiCall, type ApiJob, enqueueDemo } from '../../support/local-server/api-caller.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

const environment = { ERRAND_CLOCK: 'virtual' };

it('runs a scheduled job when its time comes on the virtual clock, and not before', async () => {
  const { call } = await withLocalServer({ environment });
  const { id, createdAt } = await schedule(call, '300d');

  await advance(call, '299d');
  const before = await jobAsItIs(call, id);
  await advance(call, '1d');
  const after = await jobAsItIs(call, id);

  expect(before.status).toBe('scheduled');
  expect(after).toMatchObject({ status: 'succeeded', attempt: 1 });
  expect(Date.parse(after.startedAt ?? '') - Date.parse(createdAt)).toBe(300 * 24 * 3_600_000);
});

it('goes through all retries of a job in one step of the virtual clock', async () => {
  const { call } = await withLocalServer({ environment });
  const { id } = await enqueueDemo(call, { outcome: 'throw' });

  await advance(call, '1h');

  const job = await jobAsItIs(call, id);
  expect(job).toMatchObject({ status: 'failed', attempt: 3 });
  const [first = '', , second = '', , third = ''] = job.history.slice(1).map(({ at }) => at);
  expect(Date.parse(second) - Date.parse(first)).toBeGreaterThanOrEqual(1_000);
  expect(Date.parse(third) - Date.parse(second)).toBeGreaterThanOrEqual(1_000);
});

it('waits for a running job before the virtual clock moves', async () => {
  const { call } = await withLocalServer({ environment });
  const { id } = await enqueueDemo(call, { sleepMs: 500 });

  await advance(call, '1h');

  const { createdAt, finishedAt } = await jobAsItIs(call, id);
  expect(finishedAt).toBe(createdAt);
});

it('starts with the virtual time at which the server before ended', async ({ onTestFinished }) => {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  const first = await withLocalServer({ environment, folder });
  const then = await advance(first.call, '100d');
  await first.killTree();

  const second = await withLocalServer({ environment, folder });
  const { createdAt } = await enqueueDemo(second.call, {});

  expect(createdAt).toBe(then);
});

it('lets nobody move the virtual clock without a key, by nonsense or by another method', async () => {
  const { call, url } = await withLocalServer({ environment });

  const strange = await fetch(`${url}/clock/advance`, { method: 'POST', body: '{"by":"1h"}' });
  const wrong = await call('POST /clock/advance', { body: { by: 'soon' } });
  const other = await call('GET /clock/advance');

  expect(strange.status).toBe(401);
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/by' }] } });
  expect(other.status).toBe(405);
  expect(other.headers.get('allow')).toBe('POST');
});

it('does not know the call on the real clock', async () => {
  const { call } = await withLocalServer();

  const answer = await call('POST /clock/advance', { body: { by: '1h' } });

  expect(answer).toMatchObject({
    status: 404,
    body: { code: 'unknown-path', detail: expect.stringContaining('ERRAND_CLOCK=virtual') },
  });
});

async function schedule(call: ApiCall, delay: string) {
  const { body } = await call('POST /jobs', { body: { type: 'demo', payload: {}, delay } });
  return body as { readonly id: string; readonly createdAt: string };
}

/** Answers the new time. */
async function advance(call: ApiCall, by: string): Promise<unknown> {
  return (await call('POST /clock/advance', { body: { by } })).body.now;
}

async function jobAsItIs(call: ApiCall, id: string): Promise<ApiJob> {
  return (await call(`GET /jobs/${id}`)).body as unknown as ApiJob;
}
