import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildFunctions } from '../../../local/build-functions.ts';

it.each(['[1]', '{}'])(
  'refuses a module that exports %s as its jobs, with a word on what it has to be',
  { timeout: 60_000 },
  async (jobs) => {
    const folder = mkdtempSync(join(tmpdir(), 'errand-build-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const module = join(folder, 'jobs.ts');
    writeFileSync(module, `export const jobs = ${jobs};`);

    await expect(buildFunctions(join(folder, 'bundles'), module)).rejects.toThrow(
      `to export, as jobs, what registerJobs returns, got ${jobs}`,
    );
  },
);
