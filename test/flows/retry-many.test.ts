import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { expectProblem } from '../support/flows/expect-problem.ts';
import { inTime } from '../support/flows/in-time.ts';
import { type JobView, type ListedJob, timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const target = sharedTarget();
const client = new Client(target);

/** Jobs that have failed, and will again. */
async function failedJobs(count: number, tag: string): Promise<readonly ListedJob[]> {
  const payload = { outcome: 'permanent' };
  const jobs = await client.enqueueMany(
    Array.from({ length: count }, () => ({ type: 'demo', payload, tags: [tag] })),
  );
  await client.waitForAll(jobs);
  // The list that a filter looks at lags by up to a second.
  await until('them to be listed as failed', async () => {
    const listed = await client.list({ tag, status: 'failed' });
    return listed.length === count || undefined;
  });
  return jobs;
}

describe.concurrent('a retry of many', () => {
  it('by a filter is a job that does it, and says how many it was', async () => {
    const tag = uniqueTag();
    const jobs = await failedJobs(30, tag);
    await failedJobs(1, uniqueTag());

    const answer = await client.send<JobView>('POST', '/jobs/retry', { json: { filter: { tag } } });
    const retry = await client.waitFor(answer.body.id, 'succeeded');
    const again = await until('each of them to have run again', async () => {
      const all = await Promise.all(jobs.map(({ id }) => client.get(id)));
      return all.every(({ attempt, status }) => attempt === 2 && status === 'failed')
        ? all
        : undefined;
    });

    expect(answer).toMatchObject({
      status: 202,
      body: { type: 'errand-retry', queue: 'errand', payload: { filter: { tag } } },
    });
    expect(answer.headers.get('Location')).toMatch(new RegExp(`/jobs/${answer.body.id}$`));
    expect(retry).toMatchObject({
      result: { retried: 30, skipped: {} },
      progress: { fraction: 1, note: '30 retried, 0 skipped' },
    });
    // They fail again, which does not have them retried once more.
    expect(again).toHaveLength(30);
  });

  it('by ids says which could not be retried', async () => {
    const [failed] = await failedJobs(1, uniqueTag());
    const scheduled = await client.enqueue({ type: 'demo', payload: {}, delay: '1h' });
    const unknown = '00000000-0000-7000-8000-000000000000';
    const ids = [failed?.id, scheduled.id, unknown];

    const { body } = await client.send<JobView>('POST', '/jobs/retry', { json: { ids } });
    const retry = await client.waitFor(body.id, 'succeeded');

    expect(retry.result).toEqual({ retried: 1, skipped: { 'not-final': 1, missing: 1 } });
    await client.cancel(scheduled.id);
  });

  it('with a rate spreads them over time', async () => {
    const tag = uniqueTag();
    const jobs = await failedJobs(4, tag);

    const json = { filter: { tag, failedAfter: inTime(-3_600_000) }, rate: 1 };
    const { body } = await client.send<JobView>('POST', '/jobs/retry', { json });
    await client.waitFor(body.id, 'succeeded');
    const again = await until('each of them to have run again', async () => {
      const all = await Promise.all(jobs.map(({ id }) => client.get(id)));
      return all.every(({ attempt }) => attempt === 2) ? all : undefined;
    });

    const times = again.map(({ runAt }) => timeOf(runAt)).toSorted((a, b) => a - b);
    const [first = 0, second = 0] = times;
    // What is found after its time starts at once: so the first one, and on a busy emulator any of them.
    if (target.patience === 1) {
      expect(times.slice(1).map((time) => time - second)).toEqual([0, 1_000, 2_000]);
      expect(second - first).toBeLessThanOrEqual(1_000);
    }
    expect((times.at(-1) ?? 0) - first).toBeGreaterThanOrEqual(1_000);
    for (const job of again) {
      expect(timeOf(job.startedAt)).toBeGreaterThanOrEqual(timeOf(job.runAt));
    }
  });

  it('makes one job of two requests with the same Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': uniqueTag() };
    const json = { filter: { tag: uniqueTag() } };

    const first = await client.send<JobView>('POST', '/jobs/retry', { json, headers });
    const second = await client.send<JobView>('POST', '/jobs/retry', { json, headers });
    const retry = await client.waitFor(first.body.id, 'succeeded');

    expect(second).toMatchObject({ status: 202, body: { id: first.body.id } });
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
    expect(retry.result).toEqual({ retried: 0, skipped: {} });
  });

  it.each([
    ['neither ids nor a filter', {}, '#', 'say which jobs'],
    ['both', { ids: ['a'], filter: {} }, '#/filter', 'leave one out'],
    ['a code that there is not', { filter: { code: 'x' } }, '#/filter/code', 'timed-out'],
    ['a rate of nothing', { filter: {}, rate: 0 }, '#/rate', '1 to 1000'],
  ])('says what to change about %s', async (_, json, where, said) => {
    const answer = await client.send('POST', '/jobs/retry', { json });

    expectProblem(answer, { status: 422, code: 'invalid-request', where, says: [said] });
  });
});
