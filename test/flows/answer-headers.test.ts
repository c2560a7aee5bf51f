import { describe, expect, it } from 'vitest';
import { Client, type Sent } from '../support/flows/client.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const target = sharedTarget();
const client = new Client(target);

type Row = readonly [title: string, status: number, method: string, path: string, sent: Sent];

const rows: readonly Row[] = [
  ['a list', 200, 'GET', '/jobs', {}],
  ['a call without a key', 200, 'GET', '/health', { headers: { Authorization: null } }],
  ['an accepted job', 202, 'POST', '/jobs', { json: { type: 'demo', payload: {} } }],
  ['broken JSON', 400, 'POST', '/jobs', { raw: '{' }],
  ['a missing key', 401, 'GET', '/jobs', { headers: { Authorization: null } }],
  ['an unknown path', 404, 'GET', '/nothing', {}],
  ['an unknown job', 404, 'GET', '/jobs/nothing', {}],
  ['a wrong method', 405, 'PUT', '/jobs', {}],
  ['too large a body', 413, 'POST', '/jobs', { raw: ' '.repeat(2 * 1024 * 1024 + 1) }],
  ['a wrong media type', 415, 'POST', '/jobs', { raw: 'x', headers: { 'Content-Type': null } }],
  ['a bad request', 422, 'GET', '/jobs?limit=0', {}],
];

function expectSafe(headers: Headers): void {
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-request-id': expect.stringMatching(/^[\w-]{8,}$/),
  });
  const isOverTls = target.url.startsWith('https:');
  expect(headers.get('Strict-Transport-Security')).toBe(isOverTls ? 'max-age=31536000' : null);
}

describe.concurrent('the headers that keep an answer safe', () => {
  it.each(rows)('are on the answer to %s', async (_, status, method, path, sent) => {
    const answer = await client.send(method, path, sent);

    expect(answer.status).toBe(status);
    expectSafe(answer.headers);
  });

  it('are on the answer that nothing has changed', async () => {
    const { id } = await client.enqueue({ type: 'demo', payload: {}, delay: '1h' });
    const known = await client.send('GET', `/jobs/${id}`);

    const answer = await client.send('GET', `/jobs/${id}`, {
      headers: { 'If-None-Match': known.headers.get('ETag') },
    });

    expect(answer.status).toBe(304);
    expectSafe(answer.headers);
  });

  it('give each request an id of its own', async () => {
    // The second is the one that a REST API of AWS takes over into what it tells the function.
    const headers = { 'X-Request-Id': 'mine', 'x-amzn-RequestId': 'mine' };
    const answers = await Promise.all([
      client.send('GET', '/health', { headers }),
      client.send('GET', '/health', { headers }),
    ]);

    const ids = answers.map(({ headers }) => headers.get('X-Request-Id'));
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain('mine');
  });
});

describe.concurrent('a page of another origin', () => {
  const origin = { Origin: 'https://elsewhere.example' };

  it('may not read an answer', async () => {
    const answer = await client.send('GET', '/jobs?limit=1', { headers: origin });

    expect(answer.status).toBe(200);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-'))).toEqual([]);
  });

  it('may not send a job', async () => {
    const asked = { 'Access-Control-Request-Method': 'POST' };

    const answer = await client.send('OPTIONS', '/jobs', { headers: { ...origin, ...asked } });

    expect(answer.status).toBe(405);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-'))).toEqual([]);
  });
});
