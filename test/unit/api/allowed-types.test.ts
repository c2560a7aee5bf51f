import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

async function setup() {
  const api = await createApiWorld();
  await api.addKey('errand_echo', { types: ['echo'] });
  const call = (method: string, path: string, body?: unknown) =>
    api.call(method, path, { key: 'errand_echo', ...(body !== undefined && { body }) });
  return { ...api, call, byAll: api.call };
}

const refusal = { status: 403, json: { code: 'type-not-allowed' } };

describe('a key for some job types', () => {
  it('enqueues those', async () => {
    const { call } = await setup();

    const answer = await call('POST', '/jobs', { type: 'echo', payload: 1 });

    expect(answer.status).toBe(202);
  });

  it.each(['greet', 'no-such-type'])(
    'is refused %s, by name, whether it exists or not',
    async (type) => {
      const { call, world } = await setup();

      const answer = await call('POST', '/jobs', { type, payload: { wrong: true } });

      expect(answer).toMatchObject(refusal);
      expect(answer.json.detail).toContain(`"${type}", only of: echo`);
      expect(world.store.all()).toEqual([]);
    },
  );

  it('is refused a whole array for one entry of another type', async () => {
    const { call, world } = await setup();

    const answer = await call('POST', '/jobs', [
      { type: 'echo', payload: 1 },
      { type: 'fail', payload: 1 },
    ]);

    expect(answer).toMatchObject(refusal);
    expect(answer.json.errors).toMatchObject([{ pointer: '#/1/type' }]);
    expect(world.store.all()).toEqual([]);
  });

  it('makes schedules for those alone, and runs no others by hand', async () => {
    const { call, byAll } = await setup();
    const schedule = { payload: 1, every: '1h' };
    await byAll('PUT', '/schedules/failing', { body: { type: 'fail', ...schedule } });

    const made = await call('PUT', '/schedules/mine', { type: 'echo', ...schedule });
    const refused = await call('PUT', '/schedules/other', { type: 'fail', ...schedule });
    const run = await call('POST', '/schedules/failing/run');

    expect(made.status).toBe(201);
    expect([refused, run]).toMatchObject([refusal, refusal]);
  });

  it('neither retries nor reschedules a job of another type, and may read and cancel it', async () => {
    const { call, enqueue } = await setup();
    const id = await enqueue({ type: 'fail', payload: 1, delay: '1h' });

    const moved = await call('POST', `/jobs/${id}/reschedule`, { delay: '0s' });
    const read = await call('GET', `/jobs/${id}`);
    const cancelled = await call('POST', `/jobs/${id}/cancel`);
    const retried = await call('POST', `/jobs/${id}/retry`);

    expect([moved, retried]).toMatchObject([refusal, refusal]);
    expect([read, cancelled]).toMatchObject([
      { status: 200, json: { status: 'scheduled' } },
      { status: 200, json: { status: 'cancelled' } },
    ]);
  });

  it.each([
    [{ filter: {} }, 403],
    [{ filter: { type: 'fail' } }, 403],
    [{ filter: { type: 'echo' } }, 202],
  ])('that retries many by %j is answered with %i', async (body, status) => {
    const { call } = await setup();

    const answer = await call('POST', '/jobs/retry', body);

    expect(answer.status).toBe(status);
  });

  it('retries many by their ids only if all of them are of its types', async () => {
    const { call, enqueue } = await setup();
    const own = await enqueue({ type: 'echo', payload: 1 });
    const other = await enqueue({ type: 'fail', payload: 1 });

    const mixed = await call('POST', '/jobs/retry', { ids: [own, other] });
    const alone = await call('POST', '/jobs/retry', { ids: [own] });

    expect(mixed).toMatchObject(refusal);
    expect(alone.status).toBe(202);
  });

  it('whose list is empty starts nothing', async () => {
    const { addKey, byAll } = await setup();
    await addKey('errand_none', { types: [] });

    const body = { type: 'echo', payload: 1 };
    const answer = await byAll('POST', '/jobs', { key: 'errand_none', body });

    expect(answer).toMatchObject(refusal);
    expect(answer.json.detail).toContain('only of: none');
  });
});
