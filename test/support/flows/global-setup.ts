import { readFile } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { startLocalTarget } from './local-target.ts';
import { refuseLeaks } from './planted-secret.ts';
import './shared-target.ts';
import { givenTarget } from './target.ts';

/**
 * The flows run against what ERRAND_TARGET_URL names, else against one local server, which ends with them. The
 * log of either, if it can be had, is then searched for what no log may hold.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = givenTarget();
  if (given !== undefined) {
    project.provide('target', given);
    const { ERRAND_TARGET_LOG: log } = process.env;
    if (!log) return undefined;
    return async () => refuseLeaks({ key: given.key, output: await readFile(log, 'utf8') });
  }
  const { target, stop } = await startLocalTarget();
  project.provide('target', target);
  return stop;
}
