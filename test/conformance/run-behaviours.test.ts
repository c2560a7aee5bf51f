import { describe, expect, it } from 'vitest';
import { type Behaviour, type BehaviourGroup, deviates, holds, type Need } from './behaviour.ts';
import { isSafe, runBehaviours } from './run-behaviours.ts';

function groupOf(...behaviours: Behaviour[]): BehaviourGroup {
  return { service: 'A service', apart: 0, behaviours };
}

function behaviour(name: string, needed: Need = 'safety'): Behaviour {
  return { name, needed, upholds: 'something', check: async () => holds };
}

describe('runBehaviours', () => {
  it('tells what each check has found', async () => {
    const groups = [groupOf(behaviour('kept')), groupOf(behaviour('broken'))];

    const findings = await runBehaviours(groups, async ({ name }) =>
      name === 'kept' ? holds : deviates('something else'),
    );

    expect(findings).toEqual({ kept: holds, broken: deviates('something else') });
  });

  it('takes what a check throws for what was seen, and goes on', async () => {
    const groups = [groupOf(behaviour('a'), behaviour('b'))];

    const findings = await runBehaviours(groups, async ({ name }) => {
      if (name === 'a') throw new Error('no answer\nat some line');
      return holds;
    });

    expect(findings).toEqual({ a: deviates('Error: no answer'), b: holds });
  });

  it('does not wait for a check that hangs', async () => {
    const groups = [groupOf(behaviour('hangs'))];

    const findings = await runBehaviours(groups, () => new Promise(() => undefined), {
      within: 10,
    });

    expect(findings).toEqual({ hangs: deviates('the check was not done after 0.01 s') });
  });
});

describe('isSafe', () => {
  const groups = [
    groupOf(
      behaviour('needed', 'safety'),
      behaviour('quick', 'speed'),
      behaviour('strict', 'guard'),
    ),
  ];

  it('is true where only speed and guards are missing', () => {
    const findings = { needed: holds, quick: deviates('slow'), strict: deviates('accepted') };

    expect(isSafe(groups, findings)).toBe(true);
  });

  it.each([
    { findings: { needed: deviates('lost'), quick: holds, strict: holds } },
    { findings: { quick: holds, strict: holds } },
  ])('is false where safety does not hold, or was not found: %j', ({ findings }) => {
    expect(isSafe(groups, findings)).toBe(false);
  });
});
