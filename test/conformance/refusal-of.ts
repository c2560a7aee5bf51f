import { deviates, type Finding, holds } from './behaviour.ts';

/** The error with which a service refused a call; undefined if it did not. */
export async function refusalOf(call: Promise<unknown>): Promise<Error | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Of calls that AWS refuses with an error of this name. */
export async function allRefused(
  calls: Readonly<Record<string, () => Promise<unknown>>>,
  expected: string,
): Promise<Finding> {
  const seen: string[] = [];
  for (const [what, call] of Object.entries(calls)) {
    const refusal = await refusalOf(call());
    if (refusal === undefined) seen.push(`${what}: accepted`);
    else if (refusal.name !== expected) seen.push(`${what}: ${refusal.name}`);
  }
  return seen.length === 0 ? holds : deviates(seen.join('; '));
}
