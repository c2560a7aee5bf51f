import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsElsewhere, ruleFor } from '../support/docs/block-rules.ts';
import { framed, idleFrames } from '../support/docs/code-frames.ts';
import { jobSamples } from '../support/docs/job-samples.ts';
import { blocks, blocksIn, placeOf, repository } from '../support/docs/page-blocks.ts';
import { type ReaderFile, writeReaderFiles } from '../support/docs/reader-files.ts';
import { readersFolder } from '../support/docs/reader-project.ts';
import { node } from '../support/docs/run-node.ts';
import { commandsIn } from '../support/docs/shell-commands.ts';
import { elsewhere, runAsTheyAre } from '../support/docs/shown-elsewhere.ts';

const all = blocks();
const runSample = join(repository, 'test/support/docs/run-sample.ts');

it('holds every block of every page by a rule', () => {
  const free = all.filter((block) => ruleFor(block) === undefined);

  expect(all.length).toBeGreaterThan(80);
  expect(
    free.map(
      (block) => `${placeOf(block)}: no rule covers this ${block.language || 'indented'} block`,
    ),
  ).toEqual([]);
});

it('fails for a block that no rule covers', () => {
  const page =
    '# Page\n\n```sh\nrm -rf everything\n```\n\n    npm run unknown\n\n```\nno language\n```\n';

  const found = blocksIn('docs/page.md', page);

  expect(found.map(({ line }) => line)).toEqual([3, 7, 9]);
  expect(found.map(ruleFor)).toEqual([undefined, undefined, undefined]);
});

describe('commands that something else runs', () => {
  it.each(elsewhere)('$file runs $commands', ({ file, has, because }) => {
    expect(readFileSync(join(repository, file), 'utf8').includes(has), has).toBe(true);
    expect(because).not.toBe('');
  });

  it('are all on a page', () => {
    const shown = all.flatMap(({ code }) => commandsIn(code));

    expect([...commandsElsewhere].filter((command) => !shown.includes(command))).toEqual([]);
  });

  it.each(runAsTheyAre)('prints what it says: $command', ({ command, prints }) => {
    const [program = '', ...args] = command.split(' ');

    const { stdout, status } = spawnSync(program, args, { cwd: repository, encoding: 'utf8' });

    expect(stdout).toMatch(prints);
    expect(status).toBe(0);
  });
});

describe('TypeScript', () => {
  const { folder, remove } = readersFolder();
  let files: readonly ReaderFile[] = [];
  beforeAll(() => {
    files = writeReaderFiles(folder);
  });
  afterAll(remove);

  it('has no type faults in the project of a reader', () => {
    const config = JSON.parse(
      readFileSync(join(repository, 'cli/init/template/tsconfig.json'), 'utf8'),
    );
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ ...config, include: ['*/**/*.ts'] }),
    );

    const faults = typeFaults(folder);

    expect(inPages(faults, files)).toBe('');
  });

  it('has job types that do what the page says', () => {
    const whole = files.filter(({ block }) => framed(block) === block.code);
    const shown = whole.flatMap(({ block }) =>
      [...block.code.matchAll(/^export const (\w+) = defineJob/gm)].map(
        ([, name]) => `${block.page} ${name}`,
      ),
    );
    const samples = jobSamples.map((sample) => ({
      ...sample,
      module: join(folder, fileThatExports(sample, files)),
    }));

    const ends = JSON.parse(node(repository, [runSample, JSON.stringify(samples)]));

    expect(jobSamples.map(({ page, name }) => `${page} ${name}`)).toEqual(
      expect.arrayContaining(shown),
    );
    expect(ends).toEqual(jobSamples.map(({ end }) => end));
  });

  it('has tests that pass', () => {
    const tests = files.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'));

    const output = node(folder, ['--test', ...tests]);

    expect(tests.length).toBeGreaterThanOrEqual(3);
    expect(output).toContain('fail 0\n');
  });

  it('stands in no frame that no page needs', () => {
    expect(idleFrames(all)).toEqual([]);
  });
});

function fileThatExports(
  { page, name }: { readonly page: string; readonly name: string },
  files: readonly ReaderFile[],
): string {
  const begin = `export const ${name} = `;
  const file = files.find(
    ({ block }) =>
      block.page === page && block.code.includes(begin) && framed(block) === block.code,
  );
  if (file === undefined) throw new Error(`No whole block of ${page} has '${begin}'`);
  return file.path;
}

function typeFaults(folder: string): string {
  const tsc = join(repository, 'node_modules/.bin/tsc');
  return spawnSync(tsc, ['-p', folder], { cwd: folder, encoding: 'utf8' }).stdout;
}

/** What the compiler says, with the page in the place of the file. */
function inPages(faults: string, files: readonly ReaderFile[]): string {
  return files.reduce((text, { block, path }) => text.replaceAll(path, placeOf(block)), faults);
}
