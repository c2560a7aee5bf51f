import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { type JobView, storyOf, timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const client = new Client(sharedTarget());

function demo(payload: object) {
  return { type: 'demo', payload };
}

/** Milliseconds from the end of the last attempt that failed to the time set for the next. */
function lastDelay(job: JobView): number {
  const failed = job.history.findLast(({ status }) => status === 'retrying');
  return timeOf(job.runAt) - timeOf(failed?.at);
}

/** Milliseconds between the attempts, in their order. */
function pauses({ history }: JobView): number[] {
  return history.flatMap(({ status, at }, place) =>
    status === 'retrying' ? [timeOf(history[place + 1]?.at) - timeOf(at)] : [],
  );
}

describe.concurrent('a job that throws', () => {
  it('is tried as often as its type allows, then has failed with its error', async () => {
    const { id } = await client.enqueue(demo({ outcome: 'throw' }));

    const job = await client.waitFor(id, 'failed');

    expect(job).toMatchObject({ attempt: 3, maxAttempts: 3 });
    expect(job.error).toEqual({
      code: 'threw',
      name: 'Error',
      message: 'The payload asks for an error',
      attempt: 3,
      at: expect.any(String),
      stack: expect.stringMatching(/^ +at .+/),
    });
    expect(job).not.toHaveProperty('result');
    expect(storyOf(job)).toBe('queued running retrying running retrying running failed');
    expect(job.history.map(({ attempt }) => attempt)).toEqual([0, 1, 1, 2, 2, 3, 3]);
    expect(job.finishedAt).toBe(job.history.at(-1)?.at);
  });

  it('waits longer each time, and never starts before its time', async () => {
    const firsts = await client.enqueueMany(Array(5).fill(demo({ failures: 1 })));
    const seconds = await client.enqueueMany(Array(12).fill(demo({ failures: 2 })));

    const once = await client.waitForAll(firsts);
    const twice = await client.waitForAll(seconds);

    // The policy says 1 s, then 2 s: half of it is fixed, the other half is random, at least 1 s in all.
    const delays = twice.map(lastDelay);
    expect(once.map(lastDelay)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(2_000);
    expect(new Set(delays).size).toBeGreaterThan(1);
    for (const job of twice) {
      const [first, second] = pauses(job);
      expect(first).toBeGreaterThanOrEqual(1_000);
      expect(second).toBeGreaterThanOrEqual(lastDelay(job));
    }
  });

  it('shows its error and its time while it waits to be tried again', async () => {
    const { id } = await client.enqueue(demo({ failures: 2 }));

    const job = await client.waitFor(id, 'retrying');

    expect(job.error).toMatchObject({ code: 'threw', attempt: job.attempt });
    expect(timeOf(job.runAt)).toBeGreaterThan(timeOf(job.startedAt));
  });

  it('succeeds at the attempt that does not throw, and shows no error then', async () => {
    const { id } = await client.enqueue(demo({ failures: 1, echo: 'at last' }));

    const job = await client.waitFor(id, 'succeeded');

    expect(job).toMatchObject({ attempt: 2, maxAttempts: 3, result: { echo: 'at last' } });
    expect(job).not.toHaveProperty('error');
    expect(storyOf(job)).toBe('queued running retrying running succeeded');
  });

  it('has failed at once if its error says that no attempt can mend it', async () => {
    const { id } = await client.enqueue(demo({ outcome: 'permanent' }));

    const job = await client.waitFor(id, 'failed');

    expect(job).toMatchObject({
      attempt: 1,
      error: { code: 'permanent', name: 'PermanentError', attempt: 1 },
    });
    expect(storyOf(job)).toBe('queued running failed');
  });
});

describe.concurrent('a job that takes too long', () => {
  it('is ended at its timeout, which counts as an attempt that failed', async () => {
    const { id } = await client.enqueue(demo({ sleepMs: 60_000 }));

    const job = await client.waitFor(id, 'retrying');
    await client.cancel(id);

    const ran = timeOf(job.history.at(-1)?.at) - timeOf(job.startedAt);
    expect(job.error).toMatchObject({
      code: 'timed-out',
      name: 'TimeoutError',
      attempt: job.attempt,
    });
    expect(job.error?.message).toContain('10s');
    expect(ran).toBeGreaterThanOrEqual(9_900);
    expect(ran).toBeLessThan(12_000);
  });
});
