import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

const origins = ['https://app.example.com', 'http://localhost:5173'];
const from = (origin: string) => ({ Origin: origin });
const asksFor = (method: string, origin = 'https://app.example.com') => ({
  Origin: origin,
  'Access-Control-Request-Method': method,
  'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
});

const world = (allowed: readonly string[] = origins) =>
  createApiWorld((ports) => ports, { origins: allowed });

function accessHeaders(headers: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(headers).filter((name) => /^(access-control-|vary$)/i.test(name));
}

describe('a page of an allowed origin', () => {
  it.each(origins)('may read answers, and the headers that matter: %s', async (origin) => {
    const { call } = await world();

    const answer = await call('GET', '/jobs', { headers: from(origin) });

    expect(answer.headers).toMatchObject({ 'Access-Control-Allow-Origin': origin, Vary: 'Origin' });
    const exposed = String(answer.headers['Access-Control-Expose-Headers']).split(', ');
    expect(exposed).toEqual(
      expect.arrayContaining(['ETag', 'Location', 'Retry-After', 'Preference-Applied']),
    );
    expect(exposed).toContain('Idempotency-Replayed');
    expect(answer.headers).not.toHaveProperty('Access-Control-Allow-Credentials');
  });

  it.each([
    ['without a key', 401, '/jobs', null],
    ['of an unknown path', 404, '/nothing', 'errand_test'],
  ])('may read a problem as well: %s', async (_, status, path, key) => {
    const { call } = await world();

    const answer = await call('GET', path, { headers: from('https://app.example.com'), key });

    expect(answer.status).toBe(status);
    expect(answer.headers['Access-Control-Allow-Origin']).toBe('https://app.example.com');
  });

  it.each([
    ['/jobs', 'GET, HEAD, POST'],
    ['/jobs/some-id', 'DELETE, GET, HEAD'],
  ])('is told what it may send to %s, without a key', async (path, methods) => {
    const { call } = await world();

    const answer = await call('OPTIONS', path, { headers: asksFor('POST'), key: null });

    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers).toMatchObject({
      'Access-Control-Allow-Origin': 'https://app.example.com',
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Max-Age': '3600',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Origin',
    });
    const headers = String(answer.headers['Access-Control-Allow-Headers']).split(', ');
    expect(headers).toEqual(
      expect.arrayContaining(['Authorization', 'Content-Type', 'Idempotency-Key', 'Prefer']),
    );
    expect(headers).toContain('If-None-Match');
  });
});

describe('a page of another origin', () => {
  it.each([
    'https://elsewhere.example',
    'https://app.example.com.elsewhere.example',
    'https://app.example.com:8443',
    'http://app.example.com',
    'null',
  ])('may not: %s', async (origin) => {
    const { call } = await world();

    const answer = await call('GET', '/jobs', { headers: from(origin) });
    const asked = await call('OPTIONS', '/jobs', { headers: asksFor('POST', origin), key: null });

    // Somebody between may keep the answer: it is not to be given to an allowed page.
    expect(accessHeaders(answer.headers)).toEqual(['Vary']);
    expect(asked.status).toBe(405);
    expect(accessHeaders(asked.headers)).toEqual(['Vary']);
  });

  it('may not when none are allowed, of which nothing is said', async () => {
    const { call } = await world([]);

    const answer = await call('GET', '/jobs', { headers: from('https://app.example.com') });
    const asked = await call('OPTIONS', '/jobs', { headers: asksFor('POST'), key: null });

    expect(accessHeaders(answer.headers)).toEqual([]);
    expect(asked).toMatchObject({ status: 405, json: { code: 'method-not-allowed' } });
    expect(accessHeaders(asked.headers)).toEqual([]);
  });
});

describe('OPTIONS', () => {
  it('that is no preflight is a method like any other', async () => {
    const { call } = await world();

    const answer = await call('OPTIONS', '/jobs', { headers: from('https://app.example.com') });

    expect(answer.status).toBe(405);
    expect(answer.headers.Allow).toBe('GET, HEAD, POST');
  });

  it('of an unknown path is a 404', async () => {
    const { call } = await world();

    const answer = await call('OPTIONS', '/nothing', { headers: asksFor('GET') });

    expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-path' } });
  });
});

describe('Strict-Transport-Security', () => {
  it.each([
    ['https', 'max-age=31536000'],
    ['http', undefined],
  ])('of a request that came over %s is %s', async (scheme, expected) => {
    const { call } = await world([]);

    const answer = await call('GET', '/health', { headers: { 'X-Forwarded-Proto': scheme } });

    expect(answer.headers['Strict-Transport-Security']).toBe(expected);
  });
});
