import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { storyOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const client = new Client(sharedTarget());

function demo(payload: object = {}) {
  return { type: 'demo', payload };
}

describe.concurrent('retry by hand', () => {
  it('lets a job that has failed succeed', async () => {
    const { id } = await client.enqueue(demo({ failures: 3, echo: 'mended' }));
    await client.waitFor(id, 'failed');

    const answer = await client.retry(id);
    const job = await client.waitFor(id, 'succeeded');

    expect(answer.status).toBe(202);
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(answer.body).toMatchObject({ id, attempt: 3, maxAttempts: 6 });
    expect(answer.body).not.toHaveProperty('error');
    expect(answer.body).not.toHaveProperty('finishedAt');
    expect(job).toMatchObject({ attempt: 4, maxAttempts: 6, result: { echo: 'mended' } });
    expect(storyOf(job)).toMatch(/running failed scheduled running succeeded$/);
  });

  it('gives a job as many attempts again as its type allows', async () => {
    const { id } = await client.enqueue(demo({ outcome: 'permanent' }));
    await client.waitFor(id, 'failed');

    await client.retry(id);
    const job = await client.waitFor(id, 'failed');

    expect(job).toMatchObject({ attempt: 2, maxAttempts: 4, error: { attempt: 2 } });
    expect(storyOf(job)).toBe('queued running failed scheduled running failed');
  });

  it('lets a cancelled job run', async () => {
    const { id } = await client.enqueue({ ...demo({ echo: 'after all' }), delay: '1h' });
    await client.cancel(id);

    const answer = await client.retry(id);
    const job = await client.waitFor(id, 'succeeded');

    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ attempt: 0, maxAttempts: 3 });
    expect(job).toMatchObject({ attempt: 1, result: { echo: 'after all' } });
    expect(storyOf(job)).toBe('scheduled cancelled scheduled running succeeded');
  });

  it('lets a job run that was cancelled while it ran', async () => {
    const { id } = await client.enqueue(demo({ sleepMs: 7_000 }));
    await client.waitFor(id, 'running');
    await client.cancel(id);
    const first = await client.waitFor(id, 'cancelled');

    await client.retry(id);
    const job = await client.waitFor(id, 'succeeded');

    expect(first.attempt).toBe(1);
    expect(job).toMatchObject({ attempt: 2, maxAttempts: 4 });
    expect(job).not.toHaveProperty('cancelRequestedAt');
  });

  it('changes nothing when the same Idempotency-Key comes again', async () => {
    const { id } = await client.enqueue(demo({ outcome: 'permanent' }));
    await client.waitFor(id, 'failed');
    const headers = { 'Idempotency-Key': 'again' };

    const answers = await Promise.all(Array.from({ length: 5 }, () => client.retry(id, headers)));
    const job = await client.waitFor(id, 'failed');
    const late = await client.retry(id, headers);

    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    expect(late.status).toBe(202);
    expect(late.body).toEqual(job);
    expect(job).toMatchObject({ attempt: 2, maxAttempts: 4 });
    expect(await client.get(id)).toEqual(job);
  });

  it('is refused for a job that has succeeded', async () => {
    const { id } = await client.enqueue(demo());
    const ended = await client.waitFor(id, 'succeeded');

    const answer = await client.retry(id);

    expect(answer).toMatchObject({ status: 409, body: { code: 'already-over' } });
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(answer.text).toContain('succeeded');
    expect(await client.get(id)).toEqual(ended);
  });

  it('is refused for a job that still waits', async () => {
    const { id } = await client.enqueue({ ...demo(), delay: '1h' });

    const answer = await client.retry(id);

    expect(answer).toMatchObject({ status: 409, body: { code: 'not-final' } });
    expect(answer.text).toContain('scheduled');
    expect(await client.get(id)).toMatchObject({ status: 'scheduled', maxAttempts: 3 });
  });
});
