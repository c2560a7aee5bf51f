import { expect, it } from 'vitest';
import { startProcess } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it('lets pages of the origins call that it is started with, and no others', async () => {
  const environment = { ERRAND_ORIGINS: 'http://localhost:5173' };
  const { call } = await withLocalServer({ environment });
  const asked = { 'Access-Control-Request-Method': 'POST' };

  const preflight = await call('OPTIONS /jobs', {
    headers: { Origin: 'http://localhost:5173', ...asked },
  });
  const other = await call('OPTIONS /jobs', {
    headers: { Origin: 'http://localhost:3000', ...asked },
  });

  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:5173');
  expect(preflight.headers.get('Access-Control-Allow-Methods')).toBe('GET, HEAD, POST');
  expect(other.status).toBe(405);
  expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull();
});

it('does not start with an origin that is none, and says which', async () => {
  const { ended, output } = startProcess({ environment: { ERRAND_ORIGINS: '*' } });

  expect(await ended).toBe(1);
  expect(output()).toContain("got '*'");
});
