import { describe, expect, it } from 'vitest';
import { intercept } from '../../support/world/intercept.ts';
import { createApiWorld } from './api-world.ts';

describe('POST /jobs with one job', () => {
  it('keeps a tag that is sent twice once, in its place', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', {
      body: { type: 'greet', payload: { userId: 'u1' }, tags: ['b', 'a', 'b', 'a'] },
    });

    expect(answer).toMatchObject({ status: 202, json: { tags: ['b', 'a'] } });
    const read = await call('GET', `/jobs/${answer.json.id}`);
    expect(read.json.tags).toEqual(['b', 'a']);
  });

  it('answers 202 with the job, where it is and when to ask', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', {
      body: { type: 'greet', payload: { userId: 'u1' }, tags: ['a:b'] },
    });

    expect(answer.status).toBe(202);
    expect(answer.json).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'greet',
      queue: 'default',
      status: 'queued',
      attempt: 0,
      maxAttempts: 5,
      createdAt: '2030-01-01T00:00:00.000Z',
      payload: { userId: 'u1' },
      history: [{ status: 'queued', at: '2030-01-01T00:00:00.000Z', attempt: 0 }],
      tags: ['a:b'],
    });
    expect(answer.headers).toMatchObject({
      Location: `/v1/jobs/${answer.json.id}`,
      'Retry-After': '1',
      'Content-Type': 'application/json',
    });
    expect(answer.headers).not.toHaveProperty('Idempotency-Replayed');
  });

  it.each([
    ['15m', '2030-01-01T00:15:00.000Z', '60'],
    ['10s', '2030-01-01T00:00:10.000Z', '10'],
    ['366d', '2031-01-02T00:00:00.000Z', '60'],
  ])('schedules after a delay of %s', async (delay, runAt, retryAfter) => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', { body: { type: 'echo', payload: 1, delay } });

    expect(answer.json).toMatchObject({ status: 'scheduled', runAt });
    expect(answer.headers['Retry-After']).toBe(retryAfter);
  });

  it('gives back a payload as it was sent', async () => {
    const { call, enqueue } = await createApiWorld();
    const payload = {
      text: '\u0000\uFFFE\uFFFF\uD800 \u{1F600} "\\',
      'ключ/~': [null, -0.5, 1e21],
    };

    const id = await enqueue({ type: 'echo', payload });
    const answer = await call('GET', `/jobs/${id}`);

    expect(answer.json.payload).toEqual(payload);
  });

  it('takes a member named __proto__ for a member like any other', async () => {
    const { call } = await createApiWorld();
    const payload =
      '{"__proto__":{"admin":true},"__proto__":{"admin":1},"constructor":{"prototype":2}}';

    const answer = await call('POST', '/jobs', { raw: `{"type":"echo","payload":${payload}}` });

    expect(answer.status).toBe(202);
    expect(answer.text).toContain(
      '"payload":{"__proto__":{"admin":1},"constructor":{"prototype":2}}',
    );
    expect({}).not.toHaveProperty('admin');
  });

  it('accepts a payload of 350,000 bytes', async () => {
    const { call, enqueue } = await createApiWorld();
    const payload = 'x'.repeat(349_998);

    const id = await enqueue({ type: 'echo', payload });
    const answer = await call('GET', `/jobs/${id}`);

    expect(answer.json.payload).toBe(payload);
  });

  it('hands the request id on as the origin', async () => {
    const { world, enqueue } = await createApiWorld();

    const id = await enqueue({ type: 'echo', payload: 1 });

    expect(await world.store.get(id)).toMatchObject({ requestId: 'request-1', tenant: 'default' });
  });

  it.each([
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', true],
    ['anything else', false],
  ])('hands on the traceparent %s: %s', async (traceparent, isKept) => {
    const { world, call } = await createApiWorld();

    const { json } = await call('POST', '/jobs', {
      body: { type: 'echo', payload: 1 },
      headers: { traceparent },
    });

    const record = await world.store.get(json.id);
    expect(record?.traceparent).toBe(isKept ? traceparent : undefined);
  });

  it('answers 503 when the queue takes no message', async () => {
    const { call, world } = await createApiWorld((ports) =>
      intercept(ports, {
        before: ({ name }) => {
          if (name === 'queue.send') throw new Error('the queue is away');
        },
      }),
    );

    const answer = await call('POST', '/jobs', { body: { type: 'echo', payload: 1 } });

    expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    expect(answer.headers['Retry-After']).toBe('2');
    expect(world.log.at(-1)?.fields.error).toContain('the queue is away');
  });
});

describe('POST /jobs with an Idempotency-Key', () => {
  const body = { type: 'echo', payload: { a: 1, b: 2 } };
  const headers = { 'Idempotency-Key': 'order-1' };

  it('answers the first job again, and says so', async () => {
    const { call } = await createApiWorld();

    const first = await call('POST', '/jobs', { body, headers });
    const second = await call('POST', '/jobs', {
      raw: '{"type":"echo","payload":{"b":2,"a":1},"delay":"1h"}',
      headers: { 'idempotency-key': '"order-1"' },
    });

    expect(second.status).toBe(202);
    expect(second.json.id).toBe(first.json.id);
    expect(second.json.status).toBe('queued');
    expect(first.headers).not.toHaveProperty('Idempotency-Replayed');
    expect(second.headers['Idempotency-Replayed']).toBe('true');
  });

  it('says so though the caller has both requests carry one id', async () => {
    const { call } = await createApiWorld();
    const sent = { body, headers: { ...headers, 'x-amzn-RequestId': 'chosen' } };

    const answers = [await call('POST', '/jobs', sent), await call('POST', '/jobs', sent)];

    expect(answers.map((answer) => answer.headers['Idempotency-Replayed'])).toEqual([
      undefined,
      'true',
    ]);
  });

  it('makes one job of 50 requests at the same time', async () => {
    const { call } = await createApiWorld();

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call('POST', '/jobs', { body, headers })),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  });

  it('shows the result of a job that is over', async () => {
    const { call, work } = await createApiWorld();
    await call('POST', '/jobs', { body, headers });
    await work();

    const answer = await call('POST', '/jobs', { body, headers });

    expect(answer).toMatchObject({
      status: 202,
      json: { status: 'succeeded', payload: body.payload, result: body.payload },
    });
  });

  it('refuses the key for another payload', async () => {
    const { call } = await createApiWorld();
    const { json } = await call('POST', '/jobs', { body, headers });

    const answer = await call('POST', '/jobs', { body: { ...body, payload: 3 }, headers });

    expect(answer).toMatchObject({
      status: 422,
      json: {
        code: 'key-reused',
        detail: expect.stringContaining(json.id),
        errors: [{ parameter: 'Idempotency-Key' }],
      },
    });
  });

  it('keeps the keys of tenants apart', async () => {
    const { call, addKey } = await createApiWorld();
    await addKey('other', { tenant: 'other' });

    const first = await call('POST', '/jobs', { body, headers });
    const second = await call('POST', '/jobs', { body, headers, key: 'other' });

    expect(second.json.id).not.toBe(first.json.id);
    expect(second.headers).not.toHaveProperty('Idempotency-Replayed');
  });
});

describe('POST /jobs with Prefer: wait', () => {
  const body = { type: 'echo', payload: { a: 1 } };

  it('answers 200 with the result if the job is over in time', async () => {
    const { call, world, work } = await createApiWorld();

    const pending = call('POST', '/jobs', { body, headers: { Prefer: 'wait=3' } });
    await world.clock.settle();
    await work();
    await world.clock.advance(3_000);
    const answer = await pending;

    expect(answer).toMatchObject({ status: 200, json: { status: 'succeeded', result: { a: 1 } } });
    expect(answer.headers).toMatchObject({
      'Preference-Applied': 'wait=3',
      Location: `/v1/jobs/${answer.json.id}`,
    });
    expect(answer.headers).not.toHaveProperty('Retry-After');
  });

  it('answers 202 when the time is over, which is cut to the longest wait', async () => {
    const { call, world } = await createApiWorld();
    const start = world.clock.now();

    const pending = call('POST', '/jobs', { body, headers: { Prefer: 'wait=60' } });
    await world.clock.advance(5_000);
    const answer = await pending;

    expect(answer).toMatchObject({ status: 202, json: { status: 'queued', payload: { a: 1 } } });
    expect(answer.headers).toMatchObject({ 'Preference-Applied': 'wait=5', 'Retry-After': '1' });
    expect(world.clock.now() - start).toBe(5_000);
  });

  it('answers 202 when the job was accepted and the store fails during the wait', async () => {
    const { call, world } = await createApiWorld((ports) =>
      intercept(ports, {
        before: ({ name }) => {
          if (name === 'store.get') throw new Error('no answer');
        },
      }),
    );

    const answer = await call('POST', '/jobs', { body, headers: { Prefer: 'wait=1' } });

    expect(answer).toMatchObject({ status: 202, json: { status: 'queued', payload: { a: 1 } } });
    expect(world.log.at(-1)).toMatchObject({ level: 'warn', fields: { jobId: answer.json.id } });
  });
});
