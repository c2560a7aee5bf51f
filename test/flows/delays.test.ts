import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { inTime } from '../support/flows/in-time.ts';
import { storyOf, timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const target = sharedTarget();
const client = new Client(target);
const [second, hour, day] = [1_000, 3_600_000, 86_400_000];

function demo(payload: object = {}) {
  return { type: 'demo', payload };
}

describe.concurrent('a delay', () => {
  it('is never cut short', async () => {
    const delays = [200, 999, 1_000, 1_500, 2_000, 3_000];

    const accepted = await client.enqueueMany(
      delays.map((delay) => ({ ...demo(), delay: `${delay}ms` })),
    );
    const jobs = await client.waitForAll(accepted);

    // The delay counts from when the request was read, shortly before the job was made.
    for (const [place, delay] of delays.entries()) {
      const { runAt, createdAt } = accepted[place] ?? {};
      expect(timeOf(runAt) - timeOf(createdAt)).toBeLessThanOrEqual(delay);
      expect(timeOf(runAt) - timeOf(createdAt)).toBeGreaterThan(delay - 500);
    }
    for (const job of jobs) {
      expect(job).toMatchObject({ status: 'succeeded', attempt: 1 });
      expect(storyOf(job)).toBe('scheduled running succeeded');
      expect(timeOf(job.startedAt)).toBeGreaterThanOrEqual(timeOf(job.runAt));
    }
  });

  it('of nothing is none', async () => {
    const job = await client.enqueue({ ...demo(), delay: '0s' });

    expect(job).not.toHaveProperty('runAt');
    expect(job.history[0]?.status).toBe('queued');
    await client.waitFor(job.id, 'succeeded');
  });

  it.each([
    ['2s', 2],
    ['30s', 30],
    ['10m', 60],
    ['366d', 60],
  ])('of %s has the answer say to come back after %d s', async (delay, seconds) => {
    const answer = await client.send<{ id: string }>('POST', '/jobs', {
      json: { ...demo(), delay },
    });

    expect(answer.status).toBe(202);
    const comeBack = Number(answer.headers.get('Retry-After'));
    expect(comeBack).toBeLessThanOrEqual(seconds);
    // Less what the call itself took, which on a busy emulator is a second or more.
    const late = target.patience === 1 ? 0 : 5;
    expect(comeBack).toBeGreaterThanOrEqual(Math.max(1, seconds - late));
    await client.cancel(answer.body.id);
  });
});

describe.concurrent('runAt', () => {
  it('in the near future is when the job starts', async () => {
    const runAt = inTime(4 * second);

    const { id } = await client.enqueue({ ...demo(), runAt });
    const job = await client.waitFor(id, 'succeeded');

    expect(job.runAt).toBe(runAt);
    expect(timeOf(job.startedAt)).toBeGreaterThanOrEqual(timeOf(runAt));
  });

  it('up to a minute in the past is now', async () => {
    const job = await client.enqueue({ ...demo(), runAt: inTime(-50 * second) });

    expect(job).not.toHaveProperty('runAt');
    await client.waitFor(job.id, 'succeeded');
  });

  it.each([
    ['an hour', hour],
    ['a year', 365 * day],
  ])('%s away is scheduled, listed, and can be cancelled', async (_, distance) => {
    const tag = uniqueTag();
    const runAt = inTime(distance);

    const job = await client.enqueue({ ...demo(), runAt, tags: [tag] });
    const listed = await until('the job to be listed', async () => {
      const [first] = await client.list({ tag, status: 'scheduled' });
      return first;
    });
    const cancelled = await client.cancel(job.id);

    expect(job).toMatchObject({ status: 'scheduled', attempt: 0, runAt });
    expect(job.history).toEqual([{ status: 'scheduled', at: job.createdAt, attempt: 0 }]);
    expect(listed).toMatchObject({ id: job.id, status: 'scheduled', runAt });
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  });

  it('takes an offset from UTC', async () => {
    const near = inTime(2 * hour);
    const local = new Date(timeOf(near) + 5.5 * hour).toISOString().replace('Z', '+05:30');

    const job = await client.enqueue({ ...demo(), runAt: local });

    expect(job.runAt).toBe(near);
    await client.cancel(job.id);
  });
});
