import { setTimeout as pause } from 'node:timers/promises';
import { sharedTarget } from './shared-target.ts';

interface Patience {
  /** Milliseconds on one machine; a target may take longer by its patience. @default 60_000 */
  readonly within?: number;
}

const firstPause = 25;
const longestPause = 250;

/** Looks again and again until there is something to see. `what` completes the sentence 'Waited for …'. */
export async function until<Seen>(
  what: string,
  look: () => Promise<Seen | undefined>,
  { within = 60_000 }: Patience = {},
): Promise<Seen> {
  const patience = within * sharedTarget().patience;
  const end = performance.now() + patience;
  for (let next = firstPause; ; next = Math.min(longestPause, next * 1.3)) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > end) throw new Error(`Waited ${patience / 1_000} s for ${what}`);
    await pause(next);
  }
}
