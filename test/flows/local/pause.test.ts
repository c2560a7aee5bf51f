import { expect, it } from 'vitest';
import { enqueueDemo, jobAtEnd } from '../../support/local-server/api-caller.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it('keeps a queue paused over a crash, and says so at the start', async ({ onTestFinished }) => {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  const first = await withLocalServer({ folder });
  await first.call('POST /queues/demo/pause');
  const { id } = await enqueueDemo(first.call, { echo: 'at last' });
  await first.killTree();

  const second = await withLocalServer({ folder });
  const { body } = await second.call('GET /queues');
  const waiting = await second.call(`GET /jobs/${id}`, { headers: { Prefer: 'wait=1' } });
  await second.call('POST /queues/demo/resume');
  const job = await jobAtEnd(second.call, id);

  expect(first.output()).not.toContain('Paused');
  expect(second.output()).toMatch(/^ {2}Paused {3}demo: .*resume/m);
  expect(body).toMatchObject({ queues: expect.arrayContaining([pausedDemo]) });
  expect(waiting.body).toMatchObject({ status: 'queued', attempt: 0 });
  expect(job).toMatchObject({ status: 'succeeded', result: { echo: 'at last' } });
});

const pausedDemo = expect.objectContaining({ name: 'demo', paused: true, waiting: 1 });
