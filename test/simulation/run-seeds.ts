import { leanOf, planHistory } from './plan-history.ts';
import { invariantOf, shrink } from './shrink.ts';
import { simulate } from './simulation.ts';

export interface SeedRange {
  readonly from: number;
  readonly count: number;
  /** The one of how many that takes turns with the range's seeds. @default the only one */
  readonly turn?: { readonly of: number; readonly place: number };
  /** Stops at the first violation, and does not shrink it. @default false */
  readonly stopAtFirst?: boolean;
}

/** A history that broke an invariant. */
export interface Broken {
  readonly seed: number;
  readonly lean: string;
  readonly violations: readonly string[];
  /** What happens in the shortest history found that breaks the first of them. */
  readonly shortest: readonly string[];
}

/** Enough to see what is wrong: a fault of the protocol breaks many. */
const mostShrunk = 3;

export async function runSeeds(range: SeedRange): Promise<readonly Broken[]> {
  const { from, count, turn = { of: 1, place: 0 }, stopAtFirst = false } = range;
  const broken: Broken[] = [];
  for (let seed = from + turn.place; seed < from + count; seed += turn.of) {
    const history = planHistory(seed);
    const { violations } = await simulate(history);
    const [first] = violations;
    if (first === undefined) continue;
    const isShrunk = !stopAtFirst && broken.length < mostShrunk;
    const shorter = isShrunk ? await shrink(history, invariantOf(first)) : undefined;
    const shortest = shorter === undefined ? [] : (await simulate(shorter)).trace;
    broken.push({ seed, lean: leanOf(seed), violations, shortest });
    if (stopAtFirst) break;
  }
  return broken;
}
