import { afterAll } from 'vitest';
import { startLocalTarget } from './local-target.ts';
import { givenTarget, type Target } from './target.ts';

/**
 * For flows that get into the way of others: a local server of their own, that ends with the file. A
 * target that the environment names is the only one there is: there they have a group of their own, see
 * `vitest.config.ts`.
 */
export async function privateTarget(
  options: Parameters<typeof startLocalTarget>[0] = {},
): Promise<Target> {
  const given = givenTarget();
  if (given !== undefined) return given;
  const { target, stop } = await startLocalTarget(options);
  afterAll(stop);
  return target;
}
