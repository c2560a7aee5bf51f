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
