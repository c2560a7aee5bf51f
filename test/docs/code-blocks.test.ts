import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idleFrames } from '../support/docs/code-frames.ts';
import { blocks, placeOf, repository } from '../support/docs/page-blocks.ts';
import { type ReaderFile, writeReaderFiles } from '../support/docs/reader-files.ts';
import { readersFolder } from '../support/docs/reader-project.ts';

const all = blocks();

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

  it('stands in no frame that no page needs', () => {
    expect(idleFrames(all)).toEqual([]);
  });
});

function typeFaults(folder: string): string {
  const tsc = join(repository, 'node_modules/.bin/tsc');
  return spawnSync(tsc, ['-p', folder], { cwd: folder, encoding: 'utf8' }).stdout;
}

/** What the compiler says, with the page in the place of the file. */
function inPages(faults: string, files: readonly ReaderFile[]): string {
  return files.reduce((text, { block, path }) => text.replaceAll(path, placeOf(block)), faults);
}
