import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plant } from './plant.ts';
import { plantedFaults } from './planted-faults.ts';
import { runInThreads } from './run-in-threads.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'errand-planted-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a fault in the protocol', () => {
  it('is found, with a shorter history that breaks the same invariant', async () => {
    const fault = plantedFaults.find(({ name }) => name === 'the claim forgets the cancel');
    if (fault === undefined) throw new Error('The fault is gone');
    const file = path.join(folder, 'worker.mjs');
    await plant(fault, file);

    const range = { from: 1, count: 60 };
    const [broken] = await runInThreads(pathToFileURL(file), range, 1);

    expect(broken?.violations.join()).toContain('I5: ');
    const acts = broken?.shortest.filter((line) => line.includes('{"act":')) ?? [];
    expect(acts.length).toBeGreaterThan(0);
    expect(acts.length).toBeLessThan(20);
  });
});
