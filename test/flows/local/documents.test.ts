import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { writeReaderFiles } from '../../support/docs/reader-files.ts';
import { readersFolder } from '../../support/docs/reader-project.ts';
import { node } from '../../support/docs/run-node.ts';
import { walkPage } from '../../support/docs/walk-page.ts';
import { walks } from '../../support/docs/walks.ts';
import {
  dataFolder,
  type LocalServer,
  startLocalServer,
} from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

const { folder: data, remove: removeData } = dataFolder();
let common: LocalServer;
beforeAll(async () => {
  common = await startLocalServer({ folder: data });
});
afterAll(async () => {
  await common?.killTree();
  removeData();
});

const shared = walks.filter(({ server }) => server === undefined);
const apart = walks.filter(({ server }) => server !== undefined);

it.each(shared)('$page answers as it says', async (walk) => {
  const run = await walkPage(walk, common);

  expect(run).toEqual(walk.steps.map(({ begins }) => begins));
});

describe.concurrent('beside a server of its own', () => {
  it.for(apart)('$page answers as it says', async (walk, test) => {
    const { folder, remove } = dataFolder();
    const readers = readersFolder();
    const server = await startLocalServer({
      folder,
      environment: walk.server === 'virtual' ? { ERRAND_CLOCK: 'virtual' } : {},
      ...(walk.server === 'reader' && { workingFolder: projectOf(walk.page, readers.folder) }),
    });
    test.onTestFinished(async () => {
      await server.killTree();
      remove();
      readers.remove();
    });

    const run = await walkPage(walk, server);

    expect(run).toEqual(walk.steps.map(({ begins }) => begins));
  });
});

it('docs/client.md has a program that gets its result', async () => {
  const server = await withLocalServer();
  const { folder, remove } = readersFolder();
  onTestFinished(remove);
  const [program] = writeReaderFiles(folder, ['docs/client.md']);
  const file = join(folder, program?.path ?? '');
  const text = readFileSync(file, 'utf8');
  // The page's ten seconds show nothing that one does not.
  const short = text.replace('http://127.0.0.1:3000/v1', server.url).replace("'10s'", "'1s'");
  writeFileSync(file, short);

  const output = node(dirname(file), [file], { ERRAND_KEY: server.key });

  expect(output).toMatch(/succeeded\n\{ echo: 'hello' \}\n$/);
});

function projectOf(page: string, folder: string): string {
  return writeReaderFiles(folder, [page])[0]?.project ?? '';
}
