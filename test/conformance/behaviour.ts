import type { World } from './world.ts';

/**
 * What becomes of Errand without a behaviour. `safety`: a job may be lost, end without a status, or run
 * although it must not. `speed`: jobs come later, or messages more often. `guard`: nothing by itself, for
 * the adapters do not rely on it; but a fault of ours that AWS would refuse goes unseen.
 */
export type Need = 'safety' | 'speed' | 'guard';

export type Finding = { readonly holds: true } | { readonly holds: false; readonly seen: string };

/** A rule of AWS, and how to see whether a target keeps it. */
export interface Behaviour {
  /** The rule: a sentence in the present tense, unlike every other. */
  readonly name: string;
  readonly needed: Need;
  /** What of Errand rests on it. */
  readonly upholds: string;
  /** What it throws counts as not holding. */
  check(world: World): Promise<Finding>;
}

export interface BehaviourGroup {
  readonly service: string;
  readonly behaviours: readonly Behaviour[];
  /** Milliseconds between the beginnings of two checks, so that cold starts do not all fall together. */
  readonly apart: number;
}

export const holds: Finding = { holds: true };

/** `seen` says what happened in place of it. */
export function deviates(seen: string): Finding {
  return { holds: false, seen };
}

/** Lets several behaviours look at one run: the first that asks starts it. */
export function experiment<Seen>(
  run: (world: World) => Promise<Seen>,
): (world: World) => Promise<Seen> {
  const runs = new WeakMap<World, Promise<Seen>>();
  return (world) => {
    const started = runs.get(world) ?? run(world);
    runs.set(world, started);
    return started;
  };
}
