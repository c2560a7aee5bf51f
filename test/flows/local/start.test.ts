import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { enqueueDemo, jobAtEnd } from '../../support/local-server/api-caller.ts';
import { startProcess } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it('prints a command that works as it stands and shows the result of a job', async () => {
  const { output } = await withLocalServer();
  const command = /^curl .+$/m.exec(output())?.[0] ?? '';

  const { stdout } = await promisify(execFile)('sh', ['-c', command]);

  expect(JSON.parse(stdout)).toMatchObject({ status: 'succeeded', result: { echo: 'hello' } });
});

it('prints a link that opens the dashboard with its key', async () => {
  const { key, output } = await withLocalServer();
  const link = new URL(/^ +Browser +(\S+)$/m.exec(output())?.[1] ?? '');

  const answer = await fetch(link);

  expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(await answer.text()).toContain('dashboard/dashboard.js');
  expect(link.hash).toBe(`#key=${key}`);
});

it('makes a key for itself and shows it', async () => {
  const { folder, output, url } = await withLocalServer({ environment: { ERRAND_KEY: '' } });

  const key = readFileSync(join(folder, 'key'), 'utf8').trim();
  const answer = await fetch(`${url}/types`, { headers: { Authorization: `Bearer ${key}` } });

  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(output()).toContain(`Key      ${key}`);
  expect(answer.status).toBe(200);
});

it('writes one line for each change of the status of a job', async () => {
  const { call, output } = await withLocalServer();

  const { id } = await enqueueDemo(call, { failures: 1 });
  await jobAtEnd(call, id);

  await expect
    .poll(() => linesAbout(id, output()))
    .toEqual(['Queued job', 'Working on job', 'Will retry job', 'Working on job', 'Finished job']);
});

it.each([
  [{ PORT: 'http' }, 'Expected PORT to be a whole number'],
  [{ ERRAND_CLOCK: 'soon' }, "Expected ERRAND_CLOCK to be 'virtual' or 'real'"],
  [{ ERRAND_KEY: 'x' }, 'Expected ERRAND_KEY to be 8 to 200'],
  [{ ERRAND_DATA: '/dev/null/data' }, "The data folder '/dev/null/data' cannot be made"],
])('says in one line why it cannot start with %j', async (environment, message) => {
  const { ended, output } = startProcess({ environment });

  expect(await ended).toBe(1);
  expect(output()).toMatch(/^.+\n$/);
  expect(output()).toContain(message);
});

function linesAbout(id: string, output: string): readonly (string | undefined)[] {
  return output
    .split('\n')
    .filter((line) => line.includes(`jobId=${id}`))
    .map((line) => /([A-Z][a-z ]+ job) /.exec(line)?.[1]);
}
