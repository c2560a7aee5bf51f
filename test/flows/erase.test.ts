import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const client = new Client(sharedTarget());

function demo(payload: object = {}) {
  return { type: 'demo', payload };
}

describe.concurrent('erasing a job', () => {
  it.each([
    ['small', 'ada@example.com'],
    ['large', 'ada@example.com '.repeat(5_000)],
  ])('takes its payload and its result: %s', async (_, echo) => {
    const { id } = await client.enqueue(demo({ echo }));
    const ended = await client.waitFor(id, 'succeeded');

    const answer = await client.send('DELETE', `/jobs/${id}`);
    const shown = await client.send('GET', `/jobs/${id}`);

    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(shown.status).toBe(200);
    expect(shown.text).not.toContain('ada@example.com');
    expect(shown.body).not.toHaveProperty('payload');
    expect(shown.body).not.toHaveProperty('result');
    const { status, history, finishedAt } = ended;
    expect(shown.body).toMatchObject({ id, status, history, finishedAt });
    expect(shown.body).toHaveProperty('erasedAt');
  });

  it('can be asked for twice', async () => {
    const { id } = await client.enqueue(demo());
    await client.waitFor(id, 'succeeded');
    await client.send('DELETE', `/jobs/${id}`);
    const first = await client.get(id);

    const answer = await client.send('DELETE', `/jobs/${id}`);

    expect(answer.status).toBe(204);
    expect(await client.get(id)).toEqual(first);
  });

  it('leaves a job that cannot be retried', async () => {
    const { id } = await client.enqueue(demo({ outcome: 'permanent', echo: 'x'.repeat(9_000) }));
    await client.waitFor(id, 'failed');
    await client.send('DELETE', `/jobs/${id}`);

    const answer = await client.retry(id);

    expect(answer).toMatchObject({ status: 409, body: { code: 'payload-gone' } });
    expect(await client.get(id)).toMatchObject({ status: 'failed', error: { message: 'Erased' } });
  });

  it('is refused for a job that is not over, which then runs with its payload', async () => {
    const { id } = await client.enqueue({ ...demo({ echo: 'kept' }), delay: '3s' });

    const answer = await client.send('DELETE', `/jobs/${id}`);

    expect(answer).toMatchObject({ status: 409, body: { code: 'not-final' } });
    expect(answer.text).toContain('scheduled');
    expect(await client.waitFor(id, 'succeeded')).toMatchObject({ result: { echo: 'kept' } });
  });

  it('answers 404 for a job that is not there', async () => {
    const answer = await client.send('DELETE', '/jobs/no-such-job');

    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-job' } });
  });
});
