import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { copyOfRepository } from '../../support/local-server/copy-of-repository.ts';
import { dataFolder, startProcess } from '../../support/local-server/start-local-server.ts';

it.each([
  [
    "demo: { timeout: '15s' }",
    "Queue 'demo' has a timeout of 15 s, but job type 'demo' may run 10 s",
  ],
  ["demo: { timeout: '20s', batch: 0 }", "Queue 'demo' has batch 0, but a batch is 1 to 10000"],
])(
  'a server does not start with %s, by which no job would run, and says why in one line',
  async (queue, message) => {
    const { folder, remove } = dataFolder();
    const root = join(dirname(folder), 'copy');
    mkdirSync(root, { recursive: true });
    const change = copyOfRepository(root);
    change('functions/jobs/queues.ts', "demo: { timeout: '20s' }", queue);

    const { ended, output } = startProcess({ environment: { ERRAND_DATA: folder }, root });

    expect(await ended).toBe(1);
    expect(output()).toMatch(/^.+\n$/);
    expect(output()).toContain(message);
    remove();
  },
);
