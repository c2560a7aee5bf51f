import { expect, it } from 'vitest';
import { enqueueDemo, jobAtEnd } from '../../support/local-server/api-caller.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it.for([
  ['exits the process', 'exit', 'it exited with code 1'],
  ['runs out of memory', 'memory', 'out of memory'],
] as const)('fails a job that %s, each of its attempts counted', async ([, outcome, reason]) => {
  const { call, output } = await withLocalServer();

  const { id } = await enqueueDemo(call, { outcome });
  const job = await jobAtEnd(call, id);

  expect(job).toMatchObject({ status: 'failed', attempt: 3, error: { code: 'crashed' } });
  expect(output()).toContain(reason);
});

it('costs the neighbours of a job that kills its process one attempt at most', async () => {
  const { call } = await withLocalServer();
  const jobs = Array.from({ length: 10 }, (_, place) => ({
    type: 'demo',
    payload: place === 4 ? { sleepMs: 300, outcome: 'exit' } : { sleepMs: 600, echo: place },
  }));

  const { body } = await call('POST /jobs', { body: jobs });
  const ids = (body.jobs as { id: string }[]).map(({ id }) => id);
  const ended = await Promise.all(ids.map((id) => jobAtEnd(call, id)));

  const [killer] = ended.splice(4, 1);
  expect(killer).toMatchObject({ status: 'failed', attempt: 3, error: { code: 'crashed' } });
  for (const neighbour of ended) {
    expect(neighbour.status).toBe('succeeded');
    expect(neighbour.attempt).toBeLessThanOrEqual(2);
  }
});
