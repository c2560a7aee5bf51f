import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

describe('POST /jobs/retry', () => {
  it('answers with the job that does it, on the queue of its own', async () => {
    const { call, world } = await createApiWorld();

    const body = { ids: ['a', 'b', 'a'], rate: 10 };
    const answer = await call('POST', '/jobs/retry', { body });

    const { id } = answer.json;
    expect(answer).toMatchObject({
      status: 202,
      headers: { Location: `/v1/jobs/${id}`, 'Retry-After': '1' },
      json: { type: 'errand-retry', queue: 'errand', status: 'queued' },
    });
    expect(answer.json.payload).toEqual({ ids: ['a', 'b'], rate: 10 });
    expect(await world.store.get(id)).toMatchObject({ tenant: 'default' });
    expect(world.queue.all()).toMatchObject([{ queue: 'errand' }]);
  });

  it('keeps the filter as it was given', async () => {
    const { call } = await createApiWorld();
    const filter = {
      type: 'gone',
      tag: 'a:b',
      code: 'timed-out',
      failedAfter: '2029-12-01T00:00:00+02:00',
      failedBefore: '2029-12-24T00:00:00Z',
    };

    const answer = await call('POST', '/jobs/retry', { body: { filter } });

    expect(answer).toMatchObject({ status: 202, json: { payload: { filter } } });
  });

  it('makes one job of two requests with the same Idempotency-Key, and refuses another', async () => {
    const { call } = await createApiWorld();
    const headers = { 'Idempotency-Key': 'once' };

    const first = await call('POST', '/jobs/retry', { body: { filter: {} }, headers });
    const second = await call('POST', '/jobs/retry', { body: { filter: {} }, headers });
    const other = await call('POST', '/jobs/retry', { body: { ids: ['a'] }, headers });

    expect(second).toMatchObject({ status: 202, json: { id: first.json.id } });
    expect(second.headers).toHaveProperty('Idempotency-Replayed', 'true');
    expect(other).toMatchObject({ status: 422, json: { code: 'key-reused' } });
  });

  it.each([
    [{}, '#', 'got neither'],
    [['a'], '#', 'Expected an object'],
    [{ ids: ['a'], filter: {} }, '#/filter', 'leave one out'],
    [{ ids: [] }, '#/ids', 'got 0 of them'],
    [{ ids: 'a' }, '#/ids', 'got "a"'],
    [{ ids: Array(501).fill('a') }, '#/ids', '1 to 500 ids, got 501'],
    [{ ids: ['a', 'no id', 7] }, '#/ids/1', 'got "no id"'],
    [{ ids: ['a', 'no id', 7] }, '#/ids/2', 'got 7'],
    [{ filter: 'all' }, '#/filter', 'got "all"'],
    [{ filter: { status: 'failed' } }, '#/filter/status', 'not a field of a filter'],
    [{ filter: { type: 'A' } }, '#/filter/type', 'the name of a job type, got "A"'],
    [{ filter: { tag: '' } }, '#/filter/tag', 'got ""'],
    [{ filter: { code: 'broke' } }, '#/filter/code', 'one of threw, permanent'],
    [{ filter: { failedAfter: 'noon' } }, '#/filter/failedAfter', 'got "noon"'],
    [
      { filter: { failedAfter: '2029-12-02T00:00:00Z', failedBefore: '2029-12-01T00:00:00Z' } },
      '#/filter/failedBefore',
      'later than failedAfter',
    ],
    [{ filter: {}, rate: 0 }, '#/rate', 'from 1 to 1000, got 0'],
    [{ filter: {}, rate: 1.5 }, '#/rate', 'got 1.5'],
    [{ filter: {}, speed: 2 }, '#/speed', 'not a field of a retry'],
  ])('refuses %j and says what to change', async (body, pointer, said) => {
    const { call, world } = await createApiWorld();

    const answer = await call('POST', '/jobs/retry', { body });

    expect(answer).toMatchObject({
      status: 422,
      json: {
        errors: expect.arrayContaining([{ pointer, detail: expect.stringContaining(said) }]),
      },
    });
    expect(world.queue.all()).toEqual([]);
  });

  it('needs the scope manage', async () => {
    const { call, addKey } = await createApiWorld();
    await addKey('errand_small', { scopes: ['enqueue', 'read'] });

    const answer = await call('POST', '/jobs/retry', { body: { filter: {} }, key: 'errand_small' });

    expect(answer).toMatchObject({ status: 403, json: { code: 'missing-scope' } });
  });

  it('is the only way to such a job: none of its type can be enqueued, and no list has it', async () => {
    const { call } = await createApiWorld();

    const body = { type: 'errand-retry', payload: { filter: {} } };
    const enqueued = await call('POST', '/jobs', { body });
    const types = await call('GET', '/types');

    expect(enqueued).toMatchObject({
      status: 422,
      json: { errors: [{ pointer: '#/type', detail: expect.stringContaining('errand-retry') }] },
    });
    expect(types.text).not.toContain('errand-');
  });
});
