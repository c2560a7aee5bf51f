import { expect, it, vi } from 'vitest';
import { enqueueDemo, jobAtEnd } from '../../support/local-server/api-caller.ts';
import { dataFolder, startProcess } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it.for(['SIGINT', 'SIGTERM'] as const)(
  'gives back running jobs on %s, and the next start goes on with them',
  async (signal, { onTestFinished }) => {
    const { folder, remove } = dataFolder();
    onTestFinished(remove);
    const first = await withLocalServer({ folder });
    const { id } = await enqueueDemo(first.call, { sleepMs: 3_000, echo: 'after all' });
    await vi.waitUntil(() => first.output().includes(`Working on job ${id}`), { timeout: 30_000 });

    first.signalGroup(signal);
    const code = await first.ended;
    const second = await withLocalServer({ folder });
    const job = await jobAtEnd(second.call, id);

    expect(code).toBe(0);
    expect(job).toMatchObject({ status: 'succeeded', result: { echo: 'after all' } });
    expect(job.maxAttempts - job.attempt).toBe(2);
  },
);

it('answers a caller that waits for a job before it stops', async () => {
  const { call, output, signal, ended } = await withLocalServer();
  const answer = call('POST /jobs', {
    body: { type: 'demo', payload: { sleepMs: 9_000 } },
    headers: { Prefer: 'wait=20' },
  });
  await vi.waitUntil(() => output().includes('Working on job'), { timeout: 30_000 });

  signal('SIGTERM');

  expect(await answer).toMatchObject({ status: 202, body: { status: 'retrying' } });
  expect(await ended).toBe(0);
});

it('ends at once on a second signal', async () => {
  const { call, output, signal, ended } = await withLocalServer();
  await enqueueDemo(call, { outcome: 'loop' });
  await vi.waitUntil(() => output().includes('Working on job'), { timeout: 30_000 });

  signal('SIGINT');
  await vi.waitUntil(() => output().includes('Stopping'), { timeout: 30_000 });
  signal('SIGINT');

  expect(await ended).toBe(1);
});

it('refuses a second start on the same folder, in one line', async () => {
  const { folder } = await withLocalServer();

  const second = startProcess({ environment: { ERRAND_DATA: folder } });

  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/^Another server uses the data folder .+\n$/);
});
