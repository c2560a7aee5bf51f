import { setTimeout as pause } from 'node:timers/promises';
import { type Behaviour, type BehaviourGroup, deviates, type Finding } from './behaviour.ts';

/** What was found, by the name of the behaviour. */
export type Findings = Readonly<Record<string, Finding>>;

type Check = (behaviour: Behaviour) => Promise<Finding>;

/** Longer than any check waits for what it looks for. */
const longestCheck = 180_000;

/**
 * All groups, one after the other, so that the load of one does not slow the clocks of the next; the
 * behaviours of one side by side, for each has a queue, a lane or an item of its own.
 */
export async function runBehaviours(
  groups: readonly BehaviourGroup[],
  check: Check,
  { within = longestCheck }: { within?: number } = {},
): Promise<Findings> {
  const findings: [string, Finding][] = [];
  for (const { behaviours, apart } of groups) {
    const checks = behaviours.map(async (behaviour, place): Promise<[string, Finding]> => {
      await pause(place * apart);
      return [behaviour.name, await inTime(check(behaviour), within)];
    });
    findings.push(...(await Promise.all(checks)));
  }
  return Object.fromEntries(findings);
}

async function inTime(checked: Promise<Finding>, within: number): Promise<Finding> {
  const ended = new AbortController();
  const tooLong = pause(within, undefined, { signal: ended.signal }).then(() =>
    deviates(`the check was not done after ${within / 1_000} s`),
  );
  try {
    return await Promise.race([checked, tooLong]);
  } catch (error) {
    return deviates(String(error).split('\n')[0] ?? '');
  } finally {
    ended.abort();
    tooLong.catch(() => undefined);
  }
}

/** Whether what no job may do without holds: all that is needed for safety. */
export function isSafe(groups: readonly BehaviourGroup[], findings: Findings): boolean {
  return groups
    .flatMap(({ behaviours }) => behaviours)
    .every(({ name, needed }) => needed !== 'safety' || findings[name]?.holds === true);
}
