import { simulate } from './simulation.ts';
import type { History, Step } from './step.ts';

/** The name of the invariant that a violation begins with. */
export function invariantOf(violation: string): string {
  return violation.split(':', 1)[0] ?? violation;
}

/**
 * The shortest history found that breaks the same invariant: steps are left out, half of them at first and
 * one by one at the end, then what goes wrong in their processes, until nothing more can go.
 */
export async function shrink(history: History, invariant: string): Promise<History> {
  const breaks = async (steps: readonly Step[]) => {
    const { violations } = await simulate({ ...history, steps });
    return violations.some((violation) => invariantOf(violation) === invariant);
  };
  let steps = history.steps;
  for (;;) {
    const shorter = await withoutFaults(await withoutSteps(steps, breaks), breaks);
    if (sizeOf(shorter) === sizeOf(steps)) return { ...history, steps: shorter };
    steps = shorter;
  }
}

type Breaks = (steps: readonly Step[]) => Promise<boolean>;

async function withoutSteps(all: readonly Step[], breaks: Breaks): Promise<readonly Step[]> {
  let steps = all;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < steps.length; ) {
      const rest = [...steps.slice(0, from), ...steps.slice(from + size)];
      if (await breaks(rest)) steps = rest;
      else from += size;
    }
  }
  return steps;
}

async function withoutFaults(all: readonly Step[], breaks: Breaks): Promise<readonly Step[]> {
  let steps = all;
  for (const [place, step] of all.entries()) {
    for (const process of calmer(step.process)) {
      const tried = steps.map((one, at) => (at === place ? { ...one, process } : one));
      if (!(await breaks(tried))) continue;
      steps = tried;
      break;
    }
  }
  return steps;
}

/** The calmest first. */
function calmer({ skew, faults, dieAfter }: Step['process']): readonly Step['process'][] {
  const dies = dieAfter !== undefined && { dieAfter };
  const plans = [
    { skew: 0, faults: [] },
    { skew, faults: [] },
    { skew: 0, faults },
    ...faults.map((_, left) => ({ skew, faults: faults.filter((_, at) => at !== left), ...dies })),
  ];
  return plans.filter((plan) => weight(plan) < weight({ skew, faults, ...dies }));
}

function sizeOf(steps: readonly Step[]): number {
  return steps.reduce((sum, { process }) => sum + 1 + weight(process), 0);
}

function weight({ skew, faults, dieAfter }: Step['process']): number {
  return (skew === 0 ? 0 : 1) + faults.length + (dieAfter === undefined ? 0 : 1);
}
