import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyAuthentication } from '../../../functions/api/authenticate.ts';
import type { ApiKey, Scope } from '../../../functions/core/key-store.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { intercept } from '../../support/world/intercept.ts';
import { createApiWorld } from './api-world.ts';

const key: ApiKey = { tenant: 'acme', scopes: ['read'] };

function setup() {
  const { ports, store, clock } = createWorld();
  const lookups: unknown[] = [];
  const { store: watched } = intercept(ports, {
    before: ({ name, args }) => {
      if (name === 'store.findKey') lookups.push(args[0]);
    },
  });
  const put = (token: string, value: ApiKey) => store.putKey(hash('sha256', token, 'hex'), value);
  return { authenticate: keyAuthentication(watched, clock), lookups, put, clock };
}

describe('keyAuthentication', () => {
  it('looks a key up by its hash, once a minute', async () => {
    const { authenticate, lookups, put, clock } = setup();
    await put('errand_a', key);

    const first = await authenticate('errand_a');
    await clock.advance(59_999);
    const second = await authenticate('errand_a');
    await clock.advance(1);
    await authenticate('errand_a');

    expect([first, second]).toMatchObject([key, key]);
    expect(lookups).toEqual(Array(2).fill(hash('sha256', 'errand_a', 'hex')));
  });

  it('knows a key as soon as it is made', async () => {
    const { authenticate, put } = setup();

    const before = await authenticate('errand_a');
    await put('errand_a', key);
    const after = await authenticate('errand_a');

    expect(before).toBeUndefined();
    expect(after).toMatchObject(key);
  });

  it('refuses a key that has expired, remembered or not', async () => {
    const { authenticate, put, clock } = setup();
    await put('errand_a', { ...key, expiresAt: clock.now() + 10_000 });

    const before = await authenticate('errand_a');
    await clock.advance(10_000);
    const remembered = await authenticate('errand_a');
    await clock.advance(60_000);
    const found = await authenticate('errand_a');

    expect(before).toMatchObject(key);
    expect([remembered, found]).toEqual([undefined, undefined]);
  });

  it('forgets the keys it remembers when there are too many', async () => {
    const { authenticate, lookups, put } = setup();
    for (let n = 0; n <= 1_000; n++) {
      await put(`errand_${n}`, key);
      await authenticate(`errand_${n}`);
    }

    await authenticate('errand_1000');
    await authenticate('errand_0');

    expect(lookups).toHaveLength(1_002);
  });
});

describe('the header Authorization', () => {
  it.each([
    ['bearer errand_test', 200],
    ['BEARER  errand_test', 200],
    ['errand_test', 401],
    ['Basic errand_test', 401],
    ['Bearer', 401],
    ['Bearer errand_test more', 401],
    ['Bearer Errand_test', 401],
    ['', 401],
  ])('%j is answered with %i', async (header, status) => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/types', { key: null, headers: { authorization: header } });

    expect(answer.status).toBe(status);
  });
});

describe('the scope of a key', () => {
  const calls: [string, string, Scope][] = [
    ['POST', '/jobs', 'enqueue'],
    ['GET', '/jobs', 'read'],
    ['GET', '/jobs/1', 'read'],
    ['POST', '/jobs/1/cancel', 'manage'],
    ['POST', '/jobs/1/retry', 'manage'],
    ['GET', '/types', 'read'],
    ['GET', '/queues', 'read'],
    ['GET', '/stats', 'read'],
  ];

  it.each(calls)('for %s %s has to be %s', async (method, path, scope) => {
    const { call, addKey } = await createApiWorld();
    const all: Scope[] = ['enqueue', 'read', 'manage', 'admin'];
    await addKey('right', { scopes: [scope] });
    await addKey('wrong', { scopes: all.filter((each) => each !== scope) });

    const right = await call(method, path, { key: 'right' });
    const wrong = await call(method, path, { key: 'wrong' });

    expect(right.status).not.toBe(403);
    expect(wrong).toMatchObject({
      status: 403,
      json: { code: 'missing-scope', detail: expect.stringContaining(`'${scope}'`) },
    });
  });
});
