import { setTimeout as pause } from 'node:timers/promises';
import { type Behaviour, type BehaviourGroup, deviates, type Finding } from './behaviour.ts';
import type { World } from './world.ts';

/** What was found, by the name of the behaviour. */
export type Findings = Readonly<Record<string, Finding>>;

/** Longer than any check waits for what it looks for. */
const longestCheck = 180_000;

/** Milliseconds between two that begin, so that cold starts do not all fall together. */
const apart = 200;

/**
 * All groups, one after the other, so that the load of one does not slow the clocks of the next; the
 * behaviours of one side by side, for each has a queue, a lane or an item of its own.
 */
export async function runBehaviours(
  groups: readonly BehaviourGroup[],
  world: World,
  { within = longestCheck }: { within?: number } = {},
): Promise<Findings> {
  const findings = new Map<string, Finding>();
  for (const { behaviours } of groups) {
    const checks = behaviours.map(async (behaviour, place) => {
      await pause(place * apart);
      findings.set(behaviour.name, await check(behaviour, world, within));
    });
    await Promise.all(checks);
  }
  return Object.fromEntries(findings);
}

async function check(behaviour: Behaviour, world: World, within: number): Promise<Finding> {
  const tooLong = pause(within, undefined, { ref: false }).then(() =>
    deviates(`the check was not done after ${within / 1_000} s`),
  );
  const checked = behaviour
    .check(world)
    .catch((error: unknown) => deviates(String(error).split('\n')[0] ?? ''));
  return Promise.race([checked, tooLong]);
}

/** Whether what no job may do without holds: all that is needed for safety. */
export function isSafe(groups: readonly BehaviourGroup[], findings: Findings): boolean {
  return groups
    .flatMap(({ behaviours }) => behaviours)
    .every(({ name, needed }) => needed !== 'safety' || findings[name]?.holds === true);
}
