import { describe, expect, it } from 'vitest';
import { intercept } from '../../support/world/intercept.ts';
import { createApiWorld } from './api-world.ts';

describe('the order of checks', () => {
  const tooLarge = { raw: 'x'.repeat(2 * 1024 * 1024 + 1) };
  const cases: [string, number, string, string, object][] = [
    ['an unknown path', 404, 'POST', '/nothing', { ...tooLarge, key: null }],
    ['a method the path does not have', 405, 'DELETE', '/jobs', { ...tooLarge, key: null }],
    ['no key', 401, 'POST', '/jobs', { ...tooLarge, key: null }],
    ['an unknown key', 401, 'POST', '/jobs', { ...tooLarge, key: 'errand_guess' }],
    ['a key without the scope', 403, 'POST', '/jobs', { ...tooLarge, key: 'reader' }],
    [
      'a body over 2 MiB',
      413,
      'POST',
      '/jobs',
      { ...tooLarge, headers: { 'Content-Type': 'text/plain' } },
    ],
    [
      'another media type',
      415,
      'POST',
      '/jobs',
      { raw: '{', headers: { 'Content-Type': 'text/plain' } },
    ],
    ['broken JSON', 400, 'POST', '/jobs', { raw: '{', query: { no: '1' } }],
    [
      'a payload over 350,000 bytes',
      413,
      'POST',
      '/jobs',
      { body: { payload: 'x'.repeat(350_000) } },
    ],
    ['an unknown query field', 422, 'POST', '/jobs', { body: {}, query: { no: '1' } }],
    ['a body that is no job', 422, 'POST', '/jobs', { body: {} }],
  ];

  it.each(cases)('answers %s with %i', async (_, status, method, path, sent) => {
    const { call, addKey } = await createApiWorld();
    await addKey('reader', { scopes: ['read'] });

    const answer = await call(method, path, sent);

    expect(answer.status).toBe(status);
    expect(answer.headers['Content-Type']).toBe('application/problem+json');
    expect(answer.json).toMatchObject({
      type: `urn:errand:problem:${answer.json.code}`,
      title: expect.any(String),
      status,
      detail: expect.any(String),
    });
  });

  it('names the methods of a path in Allow', async () => {
    const { call } = await createApiWorld();

    const answer = await call('PUT', '/jobs');

    expect(answer.headers.Allow).toBe('GET, HEAD, POST');
  });

  it('asks for a key by WWW-Authenticate', async () => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/types', { key: null });

    expect(answer.headers['WWW-Authenticate']).toBe('Bearer');
  });

  it.each([
    ['GET', '/timetables', 'check its spelling'],
    ['POST', '/jobs/1/postpone', 'check its spelling'],
    ['GET', '/dashboards', 'check its spelling'],
    ['GET', '/jobs/', 'leave out the slash at its end'],
    ['GET', '/timetables/', 'check its spelling'],
    ['GET', '/', 'check its spelling'],
  ])('does not know the path of %s %s, as the caller wrote it', async (method, path, remedy) => {
    const { call } = await createApiWorld();

    const answer = await call(method, path, { key: null });

    const detail = `There is no path /v1${path}: ${remedy}`;
    expect(answer.json).toMatchObject({ status: 404, code: 'unknown-path', detail });
  });
});

describe('every answer', () => {
  it.each([
    ['a success', '/types'],
    ['a problem', '/nothing'],
  ])('has the request id and the security headers: %s', async (_, path) => {
    const { call } = await createApiWorld();

    const answer = await call('GET', path, { headers: { 'X-Request-Id': 'mine' } });

    expect(answer.headers).toMatchObject({
      'X-Request-Id': 'request-1',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
  });

  it('has no body if the method is HEAD', async () => {
    const { call } = await createApiWorld();

    const known = await call('HEAD', '/types');
    const unknown = await call('HEAD', '/jobs/none');

    expect(known).toMatchObject({ status: 200, text: '' });
    expect(unknown).toMatchObject({ status: 404, text: '' });
  });
});

describe('GET /health', () => {
  it('needs no key', async () => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/health', { key: null });

    expect(answer).toMatchObject({ status: 200, json: { status: 'ok' } });
  });
});

describe('a failure that is not the caller’s fault', () => {
  it('is a 503 with Retry-After when the store does not answer, and tells its reason to the log only', async () => {
    const { call, world } = await createApiWorld((ports) =>
      intercept(ports, {
        before: ({ name }) => {
          if (name === 'store.get') throw new Error('secret-host refused');
        },
      }),
    );

    const answer = await call('GET', '/jobs/1');

    expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    expect(answer.headers['Retry-After']).toBe('2');
    expect(answer.text).not.toContain('secret-host');
    expect(world.log).toContainEqual({
      level: 'error',
      message: 'GET /jobs/1 could not be answered',
      fields: { requestId: 'request-1', error: expect.stringContaining('secret-host refused') },
    });
  });

  it('is a 503 when the key cannot be looked up', async () => {
    const { call } = await createApiWorld((ports) =>
      intercept(ports, {
        before: ({ name }) => {
          if (name === 'store.findKey') throw new Error('no answer');
        },
      }),
    );

    const answer = await call('GET', '/types');

    expect(answer.status).toBe(503);
  });

  it('is a 500 when the program is at fault, and tells its reason to the log only', async () => {
    const { call, world } = await createApiWorld((ports) => ({
      ...ports,
      clock: {
        now: () => {
          throw new TypeError('secret mistake');
        },
        wait: ports.clock.wait,
      },
    }));

    const answer = await call('GET', '/types');

    expect(answer).toMatchObject({ status: 500, json: { code: 'internal' } });
    expect(answer.text).not.toContain('secret');
    expect(world.log).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: { requestId: 'request-1', error: expect.stringContaining('secret mistake') },
      }),
    );
  });
});
