import { expect, it } from 'vitest';
import { enqueueDemo } from '../../support/local-server/api-caller.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it('accepts jobs while as many callers wait as may, and refuses one more of those', async () => {
  const { url, key, call } = await withLocalServer();
  const { body: later } = await call('POST /jobs', {
    body: { type: 'demo', payload: { echo: 1 }, delay: '1h' },
  });
  const headers = { Authorization: `Bearer ${key}`, Prefer: 'wait=20' };
  const end = new AbortController();
  const wait = () => fetch(`${url}/jobs/${later.id}`, { headers, signal: end.signal });
  const waiting = Array.from({ length: 1_001 }, wait);

  const refused = await Promise.race(waiting);
  const { id } = await enqueueDemo(call, {});
  const { status } = await call(`GET /jobs/${id}`);
  end.abort();
  await Promise.allSettled(waiting);

  expect(refused.status).toBe(429);
  expect(refused.headers.get('Retry-After')).toBe('1');
  expect(status).toBe(200);
});
