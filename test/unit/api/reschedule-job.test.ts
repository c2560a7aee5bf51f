import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

const hour = 3_600_000;

function timeText(time: number): string {
  return new Date(time).toISOString();
}

describe('POST /jobs/{id}/reschedule', () => {
  it('gives a scheduled job another time, after a delay or at a time', async () => {
    const { call, enqueue, world } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1, delay: '1h' });
    const runAt = timeText(world.clock.now() + 3 * hour);

    const delayed = await call('POST', `/jobs/${id}/reschedule`, { body: { delay: '2h' } });
    const timed = await call('POST', `/jobs/${id}/reschedule`, { body: { runAt } });

    expect(delayed).toMatchObject({
      status: 200,
      json: { id, status: 'scheduled', runAt: timeText(world.clock.now() + 2 * hour), payload: 1 },
    });
    expect(timed).toMatchObject({ status: 200, json: { runAt } });
    expect(timed.headers).not.toHaveProperty('Retry-After');
  });

  it.each([{ delay: '0s' }, { runAt: '2029-12-31T23:59:30Z' }])(
    'takes %j for now',
    async (json) => {
      const { call, enqueue, work } = await createApiWorld();
      const id = await enqueue({ type: 'echo', payload: 1, delay: '1h' });

      const answer = await call('POST', `/jobs/${id}/reschedule`, { body: json });
      await work();

      expect(answer.status).toBe(200);
      expect(await call('GET', `/jobs/${id}`)).toMatchObject({ json: { status: 'succeeded' } });
    },
  );

  it('changes nothing the second time with the same Idempotency-Key', async () => {
    const { call, enqueue } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1, delay: '1h' });
    const headers = { 'Idempotency-Key': 'once' };

    const first = await call('POST', `/jobs/${id}/reschedule`, { body: { delay: '2h' }, headers });
    const second = await call('POST', `/jobs/${id}/reschedule`, { body: { delay: '3h' }, headers });

    expect(second.status).toBe(200);
    expect(second.json).toEqual(first.json);
  });

  it.each([
    [{}, '#', 'Expected a delay'],
    [[], '#', 'Expected an object'],
    [{ delay: '1h', runAt: '2030-02-01T00:00:00Z' }, '#/runAt', 'leave one out'],
    [{ delay: '367d' }, '#/delay', 'at most 366d, got "367d"'],
    [{ delay: 'soon' }, '#/delay', 'got "soon"'],
    [{ runAt: '2029-12-31T23:58:00Z' }, '#/runAt', 'has not passed'],
    [{ runAt: '2031-01-03T00:00:00Z' }, '#/runAt', 'within 366 days'],
    [{ at: '2030-02-01T00:00:00Z' }, '#/at', 'not a field of a reschedule'],
  ])('refuses %j and says what to change', async (json, pointer, said) => {
    const { call, enqueue } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1, delay: '1h' });

    const answer = await call('POST', `/jobs/${id}/reschedule`, { body: json });

    expect(answer).toMatchObject({
      status: 422,
      json: {
        code: 'invalid-request',
        errors: expect.arrayContaining([{ pointer, detail: expect.stringContaining(said) }]),
      },
    });
  });

  it.each([
    ['queued', async () => {}],
    ['succeeded', (work: () => Promise<void>) => work()],
  ])('answers 409 for a job that is %s', async (status, before) => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    await before(work);

    const answer = await call('POST', `/jobs/${id}/reschedule`, { body: { delay: '1h' } });

    expect(answer).toMatchObject({
      status: 409,
      json: { code: 'not-waiting', detail: expect.stringContaining(status) },
    });
  });

  it('answers 409 for a job whose payload is gone', async () => {
    const { call, enqueue, world } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 'x'.repeat(5_000), delay: '1h' });
    // The name of a payload beside its record is made of this hash.
    await world.store.update(id, { when: [], set: { hash: 'other' } });

    const answer = await call('POST', `/jobs/${id}/reschedule`, { body: { delay: '2h' } });

    expect(answer).toMatchObject({ status: 409, json: { code: 'payload-gone' } });
  });

  it('answers 404 for an unknown job', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs/none/reschedule', { body: { delay: '1h' } });

    expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-job' } });
  });
});
