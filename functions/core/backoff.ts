import { type Duration, milliseconds, second } from './duration.ts';

/** Milliseconds to wait after attempt `attempt` (from 1), before any randomness. */
export type Backoff = (attempt: number) => number;

/** `from` after the first attempt, twice as long after each further one, never more than `to`. */
export function exponential({ from, to }: { from: Duration; to: Duration }): Backoff {
  const [first, longest] = [milliseconds(from), milliseconds(to)];
  return (attempt) => Math.min(longest, first * 2 ** (attempt - 1));
}

/** Half of the backoff and a random part of the other half, so that jobs that failed together spread. */
export function retryDelay(backoff: Backoff, attempt: number, random: () => number): number {
  const wait = backoff(attempt);
  return Math.max(second, Math.round(wait / 2 + (wait / 2) * random()));
}
