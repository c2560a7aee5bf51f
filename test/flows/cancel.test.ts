import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { storyOf, timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { until } from '../support/flows/until.ts';

const target = sharedTarget();
const client = new Client(target);
/** Milliseconds. A busy emulator takes seconds for a call; the job would sleep on for longer than this. */
const seenWithin = target.patience === 1 ? 6_000 : 9_000;

function demo(payload: object = {}) {
  return { type: 'demo', payload };
}

describe.concurrent('cancel of a job that waits', () => {
  it('has its code never run', async () => {
    const { id } = await client.enqueue({ ...demo(), delay: '5s' });

    const answer = await client.cancel(id);
    const witness = await client.enqueue({ ...demo(), delay: '6s' });
    await client.waitFor(witness.id, 'succeeded');

    const job = await client.get(id);
    expect(answer).toMatchObject({ status: 200, body: { status: 'cancelled', attempt: 0 } });
    expect(storyOf(job)).toBe('scheduled cancelled');
    expect(job).not.toHaveProperty('startedAt');
    expect(job).not.toHaveProperty('result');
    expect(job).toEqual(answer.body);
  });

  it('ends a job that waits to be tried again', async () => {
    // It waits for a second only, so a busy machine may need more than one try.
    const answer = await until('a cancel that is in time', async () => {
      const { id } = await client.enqueue(demo({ outcome: 'throw' }));
      await client.waitFor(id, 'retrying');
      const cancelled = await client.cancel(id);
      return cancelled.status === 200 ? cancelled : undefined;
    });
    const witness = await client.enqueue({ ...demo(), delay: '3s' });
    await client.waitFor(witness.id, 'succeeded');

    const job = await client.get(answer.body.id);
    expect(job).toEqual(answer.body);
    expect(storyOf(job)).toMatch(/retrying cancelled$/);
    expect(job).not.toHaveProperty('error');
  });
});

describe.concurrent('cancel of a job that may start at that moment', () => {
  it('either keeps it from starting or asks it to end', async () => {
    const jobs = await client.enqueueMany(Array(30).fill(demo({ sleepMs: 50 })));

    const answers = await Promise.all(jobs.map(({ id }) => client.cancel(id)));
    const ended = await client.waitForAll(jobs);

    const possible: Readonly<Record<number, RegExp>> = {
      200: /^queued cancelled$/,
      202: /^queued running (cancelled|succeeded)$/,
      409: /^queued running succeeded$/,
    };
    for (const [place, job] of ended.entries()) {
      expect(storyOf(job)).toMatch(possible[answers[place]?.status ?? 0] ?? /never/);
    }
  });
});

describe.concurrent('cancel of a running job', () => {
  it('is seen within seconds by a job that listens', async () => {
    // On a machine that gives a job no time to look, it is over before it can see its cancel.
    const { answer, job } = await until('a job that sees its cancel', async () => {
      const { id } = await client.enqueue(demo({ sleepMs: 9_500 }));
      await client.waitFor(id, 'running');
      const cancelled = await client.cancel(id);
      const [ended] = await client.waitForAll([{ id }]);
      return cancelled.status === 202 && ended?.status === 'cancelled'
        ? { answer: cancelled, job: ended }
        : undefined;
    });

    expect(answer).toMatchObject({ status: 202, body: { status: 'running' } });
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(job.cancelRequestedAt).toBe(answer.body.cancelRequestedAt);
    expect(timeOf(job.finishedAt) - timeOf(job.cancelRequestedAt)).toBeLessThanOrEqual(seenWithin);
    expect(job).not.toHaveProperty('result');
    expect(job).not.toHaveProperty('error');
    expect(storyOf(job)).toBe('queued running cancelled');
  });

  it('keeps its first time when it is asked twice', async () => {
    // The job may be over before the second one comes, so a busy machine may need more than one try.
    const { first, second, job } = await until('two cancels in time', async () => {
      const { id } = await client.enqueue(demo({ sleepMs: 9_500 }));
      await client.waitFor(id, 'running');
      const answers = { first: await client.cancel(id), second: await client.cancel(id) };
      const [ended] = await client.waitForAll([{ id }]);
      if (answers.second.status !== 202 || ended?.status !== 'cancelled') return undefined;
      return { ...answers, job: ended };
    });

    expect(second.body.cancelRequestedAt).toBe(first.body.cancelRequestedAt);
    expect(job.cancelRequestedAt).toBe(first.body.cancelRequestedAt);
  });
});

describe.concurrent('cancel of a job that is over', () => {
  it('changes nothing if it was cancelled', async () => {
    const { id } = await client.enqueue({ ...demo(), delay: '1h' });
    const first = await client.cancel(id);

    const second = await client.cancel(id);

    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
  });

  it.each([
    ['succeeded', {}],
    ['failed', { outcome: 'permanent' }],
  ])('is refused if it has %s', async (status, payload) => {
    const { id } = await client.enqueue(demo(payload));
    const ended = await client.waitFor(id, status);

    const answer = await client.cancel(id);

    expect(answer.status).toBe(409);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'already-over' });
    expect(answer.text).toContain(id);
    expect(await client.get(id)).toEqual(ended);
  });
});
