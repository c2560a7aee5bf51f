import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findJobsModule } from '../../functions/find-jobs-module.ts';

/** A project with these files; its package.json is JSON. */
function project(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'errand-project-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), JSON.stringify(content));
  }
  return folder;
}

it('is jobs/index.ts of a project that says nothing', () => {
  const folder = project({ 'package.json': { name: 'shop' }, 'jobs/index.ts': '' });

  expect(findJobsModule(folder)).toBe(join(folder, 'jobs/index.ts'));
});

it('is what the package.json of the project names', () => {
  const folder = project({
    'package.json': { errand: { jobs: './src/jobs.ts' } },
    'src/jobs.ts': '',
    'jobs/index.ts': '',
  });

  expect(findJobsModule(folder)).toBe(join(folder, 'src/jobs.ts'));
});

it('is looked for without a package.json as well', () => {
  const folder = project({ 'jobs/index.ts': '' });

  expect(findJobsModule(folder)).toBe(join(folder, 'jobs/index.ts'));
});

it.each([
  [{}, 'There is no jobs/index.ts in '],
  [{ 'package.json': { errand: {} } }, 'There is no jobs/index.ts in '],
  [{ 'package.json': { errand: { jobs: 'gone.ts' } } }, 'gone.ts, which package.json names as'],
  [{ 'package.json': { errand: { jobs: 7 } } }, 'Expected errand.jobs in '],
  [{ 'package.json': { errand: { jobs: '' } } }, 'Expected errand.jobs in '],
])('is not found in %j, which says what to do', (files, message) => {
  const folder = project(files);

  expect(() => findJobsModule(folder)).toThrow(message);
});
