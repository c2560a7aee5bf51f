import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

describe('POST /jobs/{id}/cancel', () => {
  it('cancels a job that waits, and changes nothing the second time', async () => {
    const { call, enqueue } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: [1] });

    const first = await call('POST', `/jobs/${id}/cancel`);
    const second = await call('POST', `/jobs/${id}/cancel`);

    expect(first).toMatchObject({
      status: 200,
      json: { id, status: 'cancelled', payload: [1], finishedAt: '2030-01-01T00:00:00.000Z' },
    });
    expect(second).toMatchObject({ status: 200, json: first.json });
  });

  it('answers 202 for a job that runs', async () => {
    const { call, enqueue, world } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    await world.store.update(id, { when: [], set: { status: 'running' }, countAttempt: true });

    const answer = await call('POST', `/jobs/${id}/cancel`);

    expect(answer).toMatchObject({
      status: 202,
      json: { status: 'running', cancelRequestedAt: '2030-01-01T00:00:00.000Z' },
    });
    expect(answer.headers['Retry-After']).toBe('1');
  });

  it.each([
    ['echo', 'succeeded'],
    ['fail', 'failed'],
  ])('answers 409 for a job that is over: %s', async (type, status) => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type, payload: 1 });
    await work();

    const answer = await call('POST', `/jobs/${id}/cancel`);

    expect(answer).toMatchObject({
      status: 409,
      json: { code: 'already-over', detail: expect.stringContaining(status) },
    });
  });

  it('answers 404 for an unknown job', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs/none/cancel');

    expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-job' } });
  });
});
