import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { enqueueDemo, jobAtEnd } from '../../support/local-server/api-caller.ts';
import { copyOfRepository } from '../../support/local-server/copy-of-repository.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it('runs changed code once it is saved, and the old code as long as the new one has a fault', async ({
  onTestFinished,
}) => {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  const root = join(dirname(folder), 'copy');
  mkdirSync(root);
  const change = copyOfRepository(root);
  const { call, output } = await withLocalServer({ folder, root, args: ['--watch'] });
  const result = async () => {
    const { id } = await enqueueDemo(call, { echo: 'x' });
    return (await jobAtEnd(call, id)).result;
  };
  const reloads = () => output().split('The code has changed:').length - 1;
  const running = await enqueueDemo(call, { sleepMs: 4_000, echo: 'x' });
  await vi.waitUntil(() => output().includes('Working on job'), { timeout: 30_000 });

  const first = await result();
  change('functions/jobs/demo.ts', 'What to do after the sleep.', 'What to do then.');
  await vi.waitUntil(() => reloads() === 1, { timeout: 30_000 });
  const documented = JSON.stringify((await call('GET /openapi.json')).body);
  change('functions/jobs/demo.ts', 'return { echo, ', 'return { echo, code: 2, ');
  await vi.waitUntil(() => reloads() === 2, { timeout: 30_000 });
  const second = await result();
  change('functions/jobs/demo.ts', 'return { echo, code: 2, ', 'return { echo, code: 3 ], ');
  await vi.waitUntil(() => output().includes('has a fault'), { timeout: 30_000 });
  const third = await result();

  expect(documented).toContain('What to do then.');
  expect(first).toEqual({ echo: 'x' });
  expect(second).toEqual({ echo: 'x', code: 2 });
  expect(third).toEqual({ echo: 'x', code: 2 });
  expect(output()).toContain('demo.ts:');
  expect((await jobAtEnd(call, running.id)).result).toEqual({ echo: 'x' });
});
