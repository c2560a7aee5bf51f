import { describe, expect, it } from 'vitest';
import { readRateLimit } from '../../../functions/api/read-rate-limit.ts';
import { waitLimit } from '../../../functions/api/wait-limit.ts';
import { createApiWorld } from './api-world.ts';

describe('the requests of a key', () => {
  it('are answered with 429 after a burst, until the rate gives another one', async () => {
    const { call, world } = await createApiWorld(undefined, { rateLimit: { rate: 2, burst: 3 } });

    const burst = [];
    for (let n = 0; n < 4; n++) burst.push(await call('GET', '/types'));
    await world.clock.advance(499);
    const early = await call('GET', '/types');
    await world.clock.advance(1);
    const next = await call('GET', '/types');

    expect(burst.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(early.status).toBe(429);
    expect(next.status).toBe(200);
  });

  it('that are refused say when to come again', async () => {
    const { call } = await createApiWorld(undefined, { rateLimit: { rate: 1, burst: 1 } });
    await call('GET', '/types');

    const answer = await call('POST', '/jobs', { body: { type: 'echo', payload: 1 } });

    expect(answer).toMatchObject({
      status: 429,
      headers: { 'Retry-After': '1', 'Content-Type': 'application/problem+json' },
      json: { code: 'too-many-requests', detail: expect.stringContaining('1 requests a second') },
    });
  });

  it('never add up to more than a burst, however long the pause', async () => {
    const { call, world } = await createApiWorld(undefined, { rateLimit: { rate: 1, burst: 2 } });
    await world.clock.advance(3_600_000);

    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await call('GET', '/types'));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  });

  it('are counted for each key alone, and those that its scopes refuse as well', async () => {
    const { call, addKey } = await createApiWorld(undefined, { rateLimit: { rate: 1, burst: 1 } });
    await addKey('errand_reader', { scopes: ['read'] });

    const refused = await call('POST', '/jobs', { key: 'errand_reader', body: {} });
    const again = await call('GET', '/types', { key: 'errand_reader' });
    const other = await call('GET', '/types');

    expect([refused.status, again.status, other.status]).toEqual([403, 429, 200]);
  });
});

describe('the text of a limit', () => {
  it('is requests a second and burst', () => {
    expect(readRateLimit('200/400')).toEqual({ rate: 200, burst: 400 });
  });

  it.each(['200', '0/1', '1/0', '1.5/2', 'a/b', '-1/1', ''])('%j is refused', (text) => {
    expect(() => readRateLimit(text)).toThrow(`got '${text}'`);
  });
});

describe('callers who wait', () => {
  it('are answered at once with 429 when there are too many, and others are served', async () => {
    const { call, enqueue, world } = await createApiWorld(undefined, { waits: waitLimit(1) });
    const id = await enqueue({ type: 'echo', payload: 1, delay: '1h' });
    const headers = { prefer: 'wait=20' };

    const first = call('GET', `/jobs/${id}`, { headers });
    const second = await call('GET', `/jobs/${id}`, { headers });
    const plain = await call('GET', `/jobs/${id}`);
    const enqueued = await call('POST', '/jobs', { body: { type: 'echo', payload: 2 }, headers });
    await world.clock.advance(20_000);
    const third = call('GET', `/jobs/${id}`, { headers });
    await world.clock.advance(20_000);

    expect(second).toMatchObject({ status: 429, headers: { 'Retry-After': '1' } });
    expect(plain.status).toBe(200);
    expect(enqueued.status).toBe(202);
    expect(enqueued.headers).not.toHaveProperty('Preference-Applied');
    expect([await first, await third]).toMatchObject([{ status: 200 }, { status: 200 }]);
  });
});

describe('a payload', () => {
  it('may be as long as its job type says', async () => {
    const { call } = await createApiWorld();
    const sized = (bytes: number) => ({
      type: 'greet',
      payload: { userId: 'x'.repeat(bytes - '{"userId":""}'.length) },
    });

    const fits = await call('POST', '/jobs', { body: sized(1_000) });
    const long = await call('POST', '/jobs', { body: sized(1_001) });
    const many = await call('POST', '/jobs', { body: [sized(1_000), sized(1_001)] });
    const schedule = await call('PUT', '/schedules/x', { body: { ...sized(1_001), every: '1h' } });

    expect(fits.status).toBe(202);
    expect([long, many, schedule]).toMatchObject(
      ['#/payload', '#/1/payload', '#/payload'].map((pointer) => ({
        status: 413,
        json: { code: 'payload-too-large', errors: [{ pointer }] },
      })),
    );
    expect(long.json.detail).toContain("at most 1000 are accepted for job type 'greet'");
  });

  it('has its limit shown by GET /types', async () => {
    const { call } = await createApiWorld();

    const { json } = await call('GET', '/types');

    expect(json.types).toContainEqual(
      expect.objectContaining({ name: 'greet', maxPayload: 1_000 }),
    );
    expect(json.types).toContainEqual(
      expect.objectContaining({ name: 'echo', maxPayload: 350_000 }),
    );
  });
});
