import { expect, it } from 'vitest';
import { RefusedError } from '../../client/errors.ts';
import { JobsClient } from '../../client/jobs-client.ts';
import type { jobs } from '../../functions/jobs/index.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const { url, key } = sharedTarget();
const client = new JobsClient<typeof jobs>({ url, key });

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
