import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { enqueueDemo, jobAtEnd } from '../../support/local-server/api-caller.ts';
import { copyOfRepository } from '../../support/local-server/copy-of-repository.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it('fails a job that loops for ever, and costs its neighbours one attempt at most', {
  timeout: 120_000,
}, async ({ onTestFinished }) => {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  const root = join(dirname(folder), 'copy');
  mkdirSync(root);
  const change = copyOfRepository(root);
  // Three attempts of twenty seconds each would show nothing more. It is the least for a job of one second.
  change('functions/jobs/queues.ts', "timeout: '20s'", "timeout: '11s'");
  change('functions/jobs/demo.ts', "timeout: '10s'", "timeout: '1s'");
  const { call, output } = await withLocalServer({ folder, root });

  const looping = await enqueueDemo(call, { sleepMs: 200, outcome: 'loop' });
  const others = await Promise.all(
    [1, 2, 3].map((echo) => enqueueDemo(call, { echo, sleepMs: 400 })),
  );
  const ended = await Promise.all(others.map(({ id }) => jobAtEnd(call, id)));
  const job = await jobAtEnd(call, looping.id);

  expect(job).toMatchObject({ status: 'failed', attempt: 3, error: { code: 'crashed' } });
  expect(output().split('Task timed out after 11.00 seconds')).toHaveLength(4);
  for (const { status, attempt } of ended) {
    expect(status).toBe('succeeded');
    expect(attempt).toBeLessThanOrEqual(2);
  }
});
