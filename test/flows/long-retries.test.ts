import { expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { type ListedJob, timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const client = new Client(sharedTarget());
const hour = 3_600_000;
const count = 100;

/** They are asked for by their ids: at most as many as `count` at a time. */
async function statusesOf(jobs: readonly ListedJob[]): Promise<readonly string[]> {
  const ids = jobs.map(({ id }) => id).join(',');
  return (await client.page({ ids })).jobs.map(({ status }) => status);
}

it('lets a healthy job end at once while many wait for a retry in hours', async () => {
  const tags = [uniqueTag()];
  const payload = { failures: 1, retryInMs: 6 * hour };
  const jobs = await client.enqueueMany(
    Array.from({ length: count }, () => ({ type: 'demo', payload, tags })),
  );
  await until('all of them to wait', async () => {
    const statuses = await statusesOf(jobs);
    return (statuses.length === count && statuses.every((one) => one === 'retrying')) || undefined;
  });

  const healthy = await client.enqueue({ type: 'demo', payload: { echo: 'healthy' } });
  const job = await client.waitFor(healthy.id, 'succeeded', 20_000);
  const [waiting] = await client.list({ tag: tags[0] ?? '', status: 'retrying' });

  expect(job).toMatchObject({ attempt: 1, result: { echo: 'healthy' } });
  expect(timeOf(waiting?.runAt) - Date.now()).toBeGreaterThan(5.9 * hour);
  expect(await statusesOf(jobs)).toEqual(Array(count).fill('retrying'));
  for (const { id } of jobs) await client.cancel(id);
});
