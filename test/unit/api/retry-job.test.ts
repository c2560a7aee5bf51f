import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

describe('POST /jobs/{id}/retry', () => {
  it('lets a failed job run again, with the attempts of the policy', async () => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'fail', payload: 1 });
    await work();

    const answer = await call('POST', `/jobs/${id}/retry`);

    expect(answer).toMatchObject({
      status: 202,
      json: { id, status: 'scheduled', attempt: 1, maxAttempts: 4, payload: 1 },
    });
    expect(answer.json).not.toHaveProperty('error');
    expect(answer.headers['Retry-After']).toBe('1');
  });

  it('changes nothing the second time with the same Idempotency-Key', async () => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'fail', payload: 1 });
    await work();

    const headers = { 'Idempotency-Key': 'once' };
    const first = await call('POST', `/jobs/${id}/retry`, { headers });
    await work();
    const second = await call('POST', `/jobs/${id}/retry`, { headers });

    expect(first).toMatchObject({ status: 202, json: { status: 'scheduled' } });
    expect(second).toMatchObject({ status: 202, json: { status: 'failed', attempt: 2 } });
  });

  it('lets a cancelled job of a type that is not known here run again', async () => {
    const { call, enqueue, world } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    await call('POST', `/jobs/${id}/cancel`);
    await world.store.update(id, { when: [], set: { type: 'newer' } });

    const answer = await call('POST', `/jobs/${id}/retry`);

    expect(answer).toMatchObject({ status: 202, json: { status: 'scheduled', maxAttempts: 3 } });
  });

  it.each([
    ['queued', 'not-final', 'The job is not over yet', async () => {}],
    ['succeeded', 'already-over', 'The job is already over', (work: () => Promise<void>) => work()],
  ])('answers 409 for a job that is %s', async (status, code, title, before) => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    await before(work);

    const answer = await call('POST', `/jobs/${id}/retry`);

    expect(answer).toMatchObject({
      status: 409,
      json: { code, title, detail: expect.stringContaining(status) },
    });
  });

  it('answers 409 for a job whose payload is gone, which is not shown any more', async () => {
    const { call, enqueue, work, world } = await createApiWorld();
    const id = await enqueue({ type: 'fail', payload: 'x'.repeat(5_000) });
    await work();
    // The name of a payload beside its record is made of this hash.
    await world.store.update(id, { when: [], set: { hash: 'other' } });

    const answer = await call('POST', `/jobs/${id}/retry`);
    const shown = await call('GET', `/jobs/${id}`);

    expect(answer).toMatchObject({ status: 409, json: { code: 'payload-gone' } });
    expect(shown).toMatchObject({ status: 200, json: { status: 'failed' } });
    expect(shown.json).not.toHaveProperty('payload');
  });

  it('answers 404 for an unknown job', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs/none/retry');

    expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-job' } });
  });
});
