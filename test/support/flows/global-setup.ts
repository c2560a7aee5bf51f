import type { TestProject } from 'vitest/node';
import { startLocalTarget } from './local-target.ts';
import './shared-target.ts';
import { givenTarget } from './target.ts';

/** The flows run against what ERRAND_TARGET_URL names, else against one local server, which ends with them. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = givenTarget();
  if (given !== undefined) {
    project.provide('target', given);
    return undefined;
  }
  const { target, stop } = await startLocalTarget();
  project.provide('target', target);
  return stop;
}
