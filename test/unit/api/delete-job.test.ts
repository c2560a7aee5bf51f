import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

describe('DELETE /jobs/{id}', () => {
  it.each(['small', 'x'.repeat(5_000)])(
    'answers 204 without a body, twice, and the job is shown without what was erased',
    async (payload) => {
      const { call, enqueue, work, world } = await createApiWorld();
      const id = await enqueue({ type: 'echo', payload, tags: ['user:ada'] });
      await work();
      const { json: before } = await call('GET', `/jobs/${id}`);

      const first = await call('DELETE', `/jobs/${id}`);
      await world.clock.advance(1_000);
      const second = await call('DELETE', `/jobs/${id}`);
      const shown = await call('GET', `/jobs/${id}`);

      expect([first, second]).toMatchObject([
        { status: 204, text: '' },
        { status: 204, text: '' },
      ]);
      const { payload: _, result: __, ...rest } = before;
      expect(shown).toMatchObject({ status: 200 });
      expect(shown.json).toEqual({ ...rest, erasedAt: '2030-01-01T00:00:00.000Z', tags: [] });
    },
  );

  it('takes the words from an error, in lists as well', async () => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'fail', payload: 1 });
    await work();

    await call('DELETE', `/jobs/${id}`);
    const list = await call('GET', '/jobs', { query: { status: 'failed' } });

    expect(list.json.jobs).toMatchObject([
      { id, error: { code: 'permanent', name: 'Erased', message: 'Erased', attempt: 1 } },
    ]);
    expect(list.json.jobs[0]).toHaveProperty('erasedAt');
    expect(list.text).not.toContain('It cannot work');
  });

  it('answers 409 for a job that is not over, and says its status', async () => {
    const { call, enqueue } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });

    const answer = await call('DELETE', `/jobs/${id}`);

    expect(answer).toMatchObject({
      status: 409,
      json: { code: 'not-final', detail: expect.stringContaining('queued') },
    });
  });

  it('answers 404 for an unknown job, as for another tenant’s', async () => {
    const { call, enqueue, work, addKey } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    await work();
    await addKey('errand_other', { tenant: 'other' });

    const unknown = await call('DELETE', '/jobs/none');
    const foreign = await call('DELETE', `/jobs/${id}`, { key: 'errand_other' });

    expect(unknown).toMatchObject({ status: 404, json: { code: 'unknown-job' } });
    expect(foreign).toMatchObject({ status: 404, json: { code: 'unknown-job' } });
    expect(await call('GET', `/jobs/${id}`)).toMatchObject({ json: { payload: 1 } });
  });

  it('needs the scope manage', async () => {
    const { call, enqueue, work, addKey } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    await work();
    await addKey('errand_reader', { scopes: ['enqueue', 'read', 'admin'] });

    const answer = await call('DELETE', `/jobs/${id}`, { key: 'errand_reader' });

    expect(answer).toMatchObject({ status: 403, json: { code: 'missing-scope' } });
  });

  it('makes a retry by hand a 409 that says why', async () => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'fail', payload: 1 });
    await work();
    await call('DELETE', `/jobs/${id}`);

    const answer = await call('POST', `/jobs/${id}/retry`);

    expect(answer).toMatchObject({
      status: 409,
      json: { code: 'payload-gone', detail: expect.stringContaining('was erased') },
    });
  });

  it('leaves the Idempotency-Key of the job in use', async () => {
    const { call, work } = await createApiWorld();
    const headers = { 'Idempotency-Key': 'order-1' };
    const job = { body: { type: 'echo', payload: 'secret' }, headers };
    const { json } = await call('POST', '/jobs', job);
    await work();
    await call('DELETE', `/jobs/${json.id}`);

    const again = await call('POST', '/jobs', job);
    const other = await call('POST', '/jobs', { body: { type: 'echo', payload: 2 }, headers });

    expect(again).toMatchObject({ status: 202, json: { id: json.id, status: 'succeeded' } });
    expect(again.json).not.toHaveProperty('payload');
    expect(again.headers['Idempotency-Replayed']).toBe('true');
    expect(other).toMatchObject({ status: 422, json: { code: 'key-reused' } });
  });
});
