import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

describe('GET /jobs/{id}', () => {
  it('shows a job that succeeded with its result, and nothing to wait for', async () => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: { a: 1 } });
    await work();

    const answer = await call('GET', `/jobs/${id}`);

    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      id,
      type: 'echo',
      queue: 'default',
      status: 'succeeded',
      attempt: 1,
      maxAttempts: 3,
      createdAt: '2030-01-01T00:00:00.000Z',
      startedAt: '2030-01-01T00:00:00.000Z',
      finishedAt: '2030-01-01T00:00:00.000Z',
      payload: { a: 1 },
      result: { a: 1 },
      history: [
        { status: 'queued', at: '2030-01-01T00:00:00.000Z', attempt: 0 },
        { status: 'running', at: '2030-01-01T00:00:00.000Z', attempt: 1 },
        { status: 'succeeded', at: '2030-01-01T00:00:00.000Z', attempt: 1 },
      ],
      tags: [],
    });
    expect(answer.headers).not.toHaveProperty('Retry-After');
  });

  it('shows null as the result of a job that returned nothing', async () => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'greet', payload: { userId: 'u' } });
    await work();

    const answer = await call('GET', `/jobs/${id}`);

    expect(answer.json).toMatchObject({ status: 'succeeded', result: null });
  });

  it('shows the error of a job that failed', async () => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'fail', payload: 1 });
    await work();

    const { json } = await call('GET', `/jobs/${id}`);

    expect(json.status).toBe('failed');
    expect(json.error).toEqual({
      code: 'permanent',
      name: 'PermanentError',
      message: 'It cannot work',
      attempt: 1,
      at: '2030-01-01T00:00:00.000Z',
      stack: expect.stringMatching(/^ +at .*api-world\.ts:\d+/),
    });
    expect(json).not.toHaveProperty('result');
  });

  it('shows where an error was thrown to whoever may manage jobs, and in no list', async () => {
    const { call, enqueue, work, addKey } = await createApiWorld();
    const id = await enqueue({ type: 'fail', payload: 1 });
    await work();
    await addKey('errand_reader', { scopes: ['enqueue', 'read', 'admin'] });

    const read = await call('GET', `/jobs/${id}`, { key: 'errand_reader' });
    const listed = await call('GET', '/jobs');

    expect(read.json.error).toMatchObject({ code: 'permanent', message: 'It cannot work' });
    expect(read.json.error).not.toHaveProperty('stack');
    expect(listed.json.jobs[0].error).not.toHaveProperty('stack');
  });

  it('says when to ask again', async () => {
    const { call, enqueue } = await createApiWorld();
    const queued = await enqueue({ type: 'echo', payload: 1 });
    const scheduled = await enqueue({ type: 'echo', payload: 1, delay: '40s' });

    const answers = [await call('GET', `/jobs/${queued}`), await call('GET', `/jobs/${scheduled}`)];

    expect(answers.map(({ headers }) => headers['Retry-After'])).toEqual(['1', '40']);
  });

  it.each(['none', 'x'.repeat(3_000), '%F0%9F%98%80', '..'])(
    'answers 404 for what is no job: %s',
    async (id) => {
      const { call } = await createApiWorld();

      const answer = await call('GET', `/jobs/${id}`);

      expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-job' } });
    },
  );

  it('answers 404 for a job of another tenant', async () => {
    const { call, enqueue, addKey } = await createApiWorld();
    await addKey('other', { tenant: 'other' });
    const id = await enqueue({ type: 'echo', payload: 1 });

    const answers = await Promise.all([
      call('GET', `/jobs/${id}`, { key: 'other' }),
      call('POST', `/jobs/${id}/cancel`, { key: 'other' }),
      call('POST', `/jobs/${id}/retry`, { key: 'other' }),
    ]);

    expect(answers.map(({ json }) => json.code)).toEqual(Array(3).fill('unknown-job'));
  });
});

describe('GET /jobs/{id} with If-None-Match', () => {
  it.each<[string, (tag: string) => string]>([
    ['the tag', (tag) => tag],
    ['the tag, weak', (tag) => `W/${tag}`],
    ['a list that has it', (tag) => `"other", W/${tag}`],
    ['*', () => '*'],
  ])('answers 304 for %s', async (_, header) => {
    const { call, enqueue } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    const { headers } = await call('GET', `/jobs/${id}`);
    const tag = String(headers.ETag);

    const answer = await call('GET', `/jobs/${id}`, { headers: { 'If-None-Match': header(tag) } });

    expect(tag).toMatch(/^"[\x21\x23-\x7e]+"$/);
    expect(answer).toMatchObject({ status: 304, text: '' });
    expect(answer.headers).toMatchObject({ ETag: tag, 'Retry-After': '1' });
  });

  it.each(['"other"', '"other", "another"'])('answers 200 for %s', async (header) => {
    const { call, enqueue } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });

    const answer = await call('GET', `/jobs/${id}`, {
      headers: { 'If-None-Match': header, Prefer: 'wait=20' },
    });

    expect(answer).toMatchObject({ status: 200, json: { id } });
  });

  it('has another tag after a change', async () => {
    const { call, enqueue, work } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    const before = await call('GET', `/jobs/${id}`);
    await work();

    const after = await call('GET', `/jobs/${id}`);

    expect(after.headers.ETag).not.toBe(before.headers.ETag);
  });
});

describe('GET /jobs/{id} with Prefer: wait', () => {
  it('answers when the job is over', async () => {
    const { call, enqueue, work, world } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });

    const pending = call('GET', `/jobs/${id}`, { headers: { Prefer: 'wait=20' } });
    await world.clock.advance(5_000);
    await work();
    await world.clock.advance(2_000);
    const answer = await pending;

    expect(answer).toMatchObject({ status: 200, json: { status: 'succeeded' } });
    expect(answer.headers['Preference-Applied']).toBe('wait=20');
  });

  it('answers at the end of the wait, which is cut to 20 s', async () => {
    const { call, enqueue, world } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });

    const pending = call('GET', `/jobs/${id}`, { headers: { Prefer: 'wait=999' } });
    await world.clock.advance(20_000);
    const answer = await pending;

    expect(answer).toMatchObject({ status: 200, json: { status: 'queued' } });
    expect(answer.headers['Preference-Applied']).toBe('wait=20');
  });

  it.each<[string, (tag: string) => string]>([
    ['the tag', (tag) => tag],
    ['a list that has it', (tag) => `"other", ${tag}`],
  ])('with If-None-Match answers on any change, for %s', async (_, header) => {
    const { call, enqueue, world } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    const { headers } = await call('GET', `/jobs/${id}`);

    const pending = call('GET', `/jobs/${id}`, {
      headers: { 'If-None-Match': header(String(headers.ETag)), Prefer: 'wait=10' },
    });
    await world.clock.advance(3_000);
    await world.store.update(id, { when: [], set: { status: 'running' }, countAttempt: true });
    await world.clock.advance(1_000);
    const answer = await pending;

    expect(answer).toMatchObject({ status: 200, json: { status: 'running', attempt: 1 } });
    expect(answer.headers['Preference-Applied']).toBe('wait=10');
  });

  it('with If-None-Match answers 304 if nothing changes', async () => {
    const { call, enqueue, world } = await createApiWorld();
    const id = await enqueue({ type: 'echo', payload: 1 });
    const { headers } = await call('GET', `/jobs/${id}`);

    const pending = call('GET', `/jobs/${id}`, {
      headers: { 'If-None-Match': String(headers.ETag), Prefer: 'wait=2' },
    });
    await world.clock.advance(2_000);
    const answer = await pending;

    expect(answer.status).toBe(304);
    expect(answer.headers['Preference-Applied']).toBe('wait=2');
  });
});
