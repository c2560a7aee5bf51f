import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

async function errand(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['cli/main.ts', ...args]);
  return stdout.trim();
}

it('refuses a revoked key after 60 s, and until then goes by what it remembers', async () => {
  const { url, folder, call } = await withLocalServer({ environment: { ERRAND_CLOCK: 'virtual' } });
  const key = await errand('keys', 'create', '--data', folder);
  const status = async () => {
    const answer = await fetch(`${url}/types`, { headers: { Authorization: `Bearer ${key}` } });
    return answer.status;
  };
  const before = await status();

  await errand('keys', 'revoke', key, '--data', folder);
  const advance = (by: string) => call('POST /clock/advance', { body: { by } });
  await advance('59s');
  const remembered = await status();
  await advance('1s');
  const after = await status();

  expect([before, remembered, after]).toEqual([200, 200, 401]);
});

it('makes keys while the server writes all the time', async () => {
  const { url, folder, call } = await withLocalServer();
  const end = new AbortController();
  const load = Array.from({ length: 8 }, async () => {
    const statuses = [];
    while (!end.signal.aborted) {
      const body = Array.from({ length: 50 }, () => ({ type: 'demo', payload: { echo: 1 } }));
      statuses.push((await call('POST /jobs', { body })).status);
    }
    return statuses;
  });

  const keys = [];
  for (let n = 0; n < 5; n++) keys.push(await errand('keys', 'create', '--data', folder));
  end.abort();
  const statuses = (await Promise.all(load)).flat();

  expect(new Set(statuses)).toEqual(new Set([202]));
  for (const key of keys) {
    const answer = await fetch(`${url}/types`, { headers: { Authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
  }
});

it('answers a key that sends too much with 429, and says when to come again', async () => {
  const { url, key } = await withLocalServer({
    environment: { ERRAND_CLOCK: 'virtual', ERRAND_KEY_LIMIT: '1/3' },
  });
  const ask = () => fetch(`${url}/types`, { headers: { Authorization: `Bearer ${key}` } });

  const answers = [];
  for (let n = 0; n < 4; n++) answers.push(await ask());

  const last = answers.at(-1);
  expect(last?.status).toBe(429);
  expect(last?.headers.get('Retry-After')).toBe('1');
  expect(await last?.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
});
