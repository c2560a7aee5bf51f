import { expect, it } from 'vitest';
import { RefusedError } from '../../client/errors.ts';
import { JobsClient } from '../../client/jobs-client.ts';
import type { jobs } from '../../functions/jobs/index.ts';
import { documentedFetch } from '../support/client/documented-fetch.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const { url, key } = sharedTarget();
/** Every answer has to be as the document says; that the types are so too a unit test finds. */
const client = new JobsClient<typeof jobs>({ url, key, fetch: documentedFetch(url) });

it('enqueues a job, waits for its end, and has its result', async () => {
  const job = await client.enqueue('demo', { echo: 'by the client' });

  const done = await client.wait(job);

  expect(done).toMatchObject({ status: 'succeeded', result: { echo: 'by the client' } });
});

it('enqueues many, lists them by their tag, and cancels them', async () => {
  const tag = uniqueTag();
  const later = { type: 'demo', payload: {}, delay: '1h', tags: [tag] } as const;

  const sent = await client.enqueueMany([later, later]);
  const cancelled = await Promise.all(
    sent.flatMap((job) => ('id' in job ? [client.cancel(job)] : [])),
  );

  expect(cancelled.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  await until('both to be listed', async () => {
    let listed = 0;
    for await (const { type } of client.list({ tag })) listed += type === 'demo' ? 1 : 0;
    return listed === 2 || undefined;
  });
});

it('has a refusal as its problem', async () => {
  const error = await client.get('no-such-job').catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(RefusedError);
  expect(error).toMatchObject({ status: 404, code: 'unknown-job' });
});

it('makes, shows, runs and deletes a schedule', async () => {
  const name = uniqueTag();
  await client.schedules.put(name, { type: 'demo', payload: {}, cron: '0 9 1 1 *' });

  const job = await client.schedules.run(name);
  await client.wait(job);
  await client.schedules.delete(name);

  expect((await client.schedules.list()).map((schedule) => schedule.name)).not.toContain(name);
});

it('enqueues more than the API takes at once, and again under the same key', async () => {
  const tags = [uniqueTag()];
  const later = { type: 'demo', payload: {}, delay: '1h', tags } as const;
  const many = Array.from({ length: 502 }, () => later);
  const idempotencyKey = uniqueTag();

  const first = await client.enqueueMany(many, { idempotencyKey });
  const second = await client.enqueueMany(many, { idempotencyKey });

  const ids = first.flatMap((job) => ('id' in job ? [job.id] : []));
  expect(new Set(ids).size).toBe(502);
  expect(second.flatMap((job) => ('id' in job ? [job.id] : []))).toEqual(ids);
  expect((await client.getMany(ids)).map(({ id }) => id)).toEqual(ids);
});

it('retries many, and waits for the job that does it', async () => {
  const later = await client.enqueue('demo', {}, { delay: '1h' });
  await client.cancel(later);
  const idempotencyKey = uniqueTag();
  const which = { ids: [later.id, 'no-such-job'] };

  const retry = await client.retryMany(which, { rate: 100, idempotencyKey });
  const again = await client.retryMany(which, { rate: 100, idempotencyKey });
  const done = await client.wait(retry);

  expect(again.id).toBe(retry.id);
  expect(done.result?.retried).toBe(1);
  expect(done.result?.skipped).toMatchObject({ missing: 1 });
  expect((await client.wait(later)).status).toBe('succeeded');
});

it('shows job types, queues, statistics, logs and what its key is for', async () => {
  const job = await client.enqueue('demo', { lines: ['logged'] });
  await client.wait(job);

  const types = await client.types();
  const queues = await client.queues();
  const stats = await client.stats({ minutes: 5 });
  const log = await client.logs(job);
  const caller = await client.me();

  expect(types.map(({ name }) => name)).toContain('demo');
  expect(queues.map(({ name }) => name)).toContain('demo');
  expect(stats.length).toBeLessThanOrEqual(5);
  expect(log.url ?? log.lines.map(({ message }) => message)).toEqual(log.url ?? ['logged']);
  expect(caller.scopes).toContain('read');
  expect(await client.health()).toEqual({ status: 'ok' });
});

it('has the refusal of a queue that there is not', async () => {
  await expect(client.pauseQueue('no-such-queue')).rejects.toMatchObject({ code: 'unknown-queue' });
  await expect(client.resumeQueue('no-such-queue')).rejects.toMatchObject({ status: 404 });
});
