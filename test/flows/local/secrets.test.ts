import { expect, it } from 'vitest';
import { linesWith, plantedSecret, refuseLeaks } from '../../support/flows/planted-secret.ts';
import { enqueueDemo, jobAtEnd } from '../../support/local-server/api-caller.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it.each(['exit', 'memory'])(
  'logs nothing of the payload of a job that ends its process: %s',
  async (outcome) => {
    const server = await withLocalServer();
    const { id } = await enqueueDemo(server.call, { outcome, echo: plantedSecret });

    const job = await jobAtEnd(server.call, id);

    expect(job).toMatchObject({ status: 'failed', error: { code: 'crashed' } });
    expect(server.output()).toContain(id);
    refuseLeaks({ key: server.key, output: server.output() });
  },
);

it('logs nothing of payload and key when it is killed and started again', async () => {
  const first = await withLocalServer();
  const { id } = await enqueueDemo(first.call, { sleepMs: 1_500, echo: plantedSecret });
  await first.killTree();

  const second = await withLocalServer({ folder: first.folder });
  const job = await jobAtEnd(second.call, id);

  expect(job).toMatchObject({ status: 'succeeded', result: { echo: plantedSecret } });
  refuseLeaks({ key: first.key, output: first.output() });
  refuseLeaks({ key: second.key, output: second.output() });
});

it('shows its key in its greeting alone, whose lines are not searched', async () => {
  const { key, output } = await withLocalServer();

  expect(output()).toContain(key);
  expect(linesWith([key], output())).toEqual([]);
  expect(linesWith([key], `${output()}\nworking with ${key}\n`)).toEqual([`working with ${key}`]);
});
