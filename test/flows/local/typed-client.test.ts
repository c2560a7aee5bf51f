import { expect, it } from 'vitest';
import { JobsClient } from '../../../client/jobs-client.ts';
import type { jobs } from '../../../functions/jobs/index.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it('waits on while the server is killed and started anew', async ({ onTestFinished }) => {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  const first = await withLocalServer({ folder });
  const { url, key } = first;
  const client = new JobsClient<typeof jobs>({ url, key, retries: 0 });
  await client.pauseQueue('demo');
  const job = await client.enqueue('demo', { echo: 'over the restart' });

  const waiting = client.wait(job);
  await first.killTree();
  await withLocalServer({ folder, environment: { PORT: new URL(url).port } });
  await client.resumeQueue('demo');

  expect(await waiting).toMatchObject({
    status: 'succeeded',
    result: { echo: 'over the restart' },
  });
});

it('pauses a queue, and lets it go on', async () => {
  const { url, key } = await withLocalServer();
  const client = new JobsClient<typeof jobs>({ url, key });

  const paused = await client.pauseQueue('demo');
  const job = await client.enqueue('demo', {});
  const waiting = await client.get(job);
  const resumed = await client.resumeQueue('demo');

  expect([paused.paused, resumed.paused]).toEqual([true, false]);
  expect(waiting.status).toBe('queued');
  expect((await client.wait(job)).status).toBe('succeeded');
});
