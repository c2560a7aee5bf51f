import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

describe('GET /dashboard', () => {
  it('is a page without a key, which lets nothing run that is not a file beside it', async () => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/dashboard', { key: null });

    expect(answer.status).toBe(200);
    expect(answer.headers['Content-Type']).toBe('text/html; charset=utf-8');
    const policy = String(answer.headers['Content-Security-Policy']);
    expect(policy.split('; ').toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(answer.headers['X-Content-Type-Options']).toBe('nosniff');
  });

  it('is not sent again to a browser that has it', async () => {
    const { call } = await createApiWorld();
    const first = await call('GET', '/dashboard', { key: null });

    const etag = String(first.headers.ETag);
    const again = await call('GET', '/dashboard', {
      key: null,
      headers: { 'If-None-Match': etag },
    });

    expect(first.headers['Cache-Control']).toBe('no-cache');
    expect(again).toMatchObject({ status: 304, text: '' });
    // A browser takes the headers of a 304 for those of the page that it has.
    const policy = 'Content-Security-Policy';
    expect(again.headers[policy]).toBe(first.headers[policy]);
  });

  it.each([
    ['dashboard.js', 'text/javascript; charset=utf-8'],
    ['dashboard.css', 'text/css; charset=utf-8'],
  ])('has the file %s', async (file, type) => {
    const { call } = await createApiWorld();

    const answer = await call('GET', `/dashboard/${file}`, { key: null });

    expect(answer).toMatchObject({ status: 200, text: `text of ${file}` });
    expect(answer.headers['Content-Type']).toBe(type);
  });

  it.each(['index.mjs', 'openapi.json', 'dashboard.html', '%2e%2e'])(
    'has no file %s',
    async (file) => {
      const { call } = await createApiWorld();

      const answer = await call('GET', `/dashboard/${file}`, { key: null });

      expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-path' } });
    },
  );
});

describe('GET /me', () => {
  it('says what a key is for, whatever its scopes', async () => {
    const { call, addKey } = await createApiWorld();
    await addKey('errand_narrow', { tenant: 'shop', scopes: ['enqueue'], types: ['greet'] });
    await addKey('errand_nothing', { tenant: 'shop', scopes: [] });

    const [whole, narrow, nothing] = [
      await call('GET', '/me'),
      await call('GET', '/me', { key: 'errand_narrow' }),
      await call('GET', '/me', { key: 'errand_nothing' }),
    ];

    const scopes = ['enqueue', 'read', 'manage', 'admin'];
    expect(whole.json).toEqual({ tenant: 'default', scopes });
    expect(narrow.json).toEqual({ tenant: 'shop', scopes: ['enqueue'], types: ['greet'] });
    expect(nothing.json).toEqual({ tenant: 'shop', scopes: [] });
  });

  it('needs a key', async () => {
    const { call } = await createApiWorld();

    const answers = [
      await call('GET', '/me', { key: null }),
      await call('GET', '/me', { key: 'x' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });
});
