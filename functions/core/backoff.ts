import { type Duration, longestDelay, milliseconds, second } from './duration.ts';

/** Milliseconds to wait after attempt `attempt` (from 1), before any randomness. */
export type Backoff = (attempt: number) => number;

/** `from` after the first attempt, twice as long after each further one, never more than `to`. */
export function exponential({ from, to }: { from: Duration; to: Duration }): Backoff {
  const [first, longest] = [milliseconds(from), milliseconds(to)];
  if (longest > longestDelay) {
    throw new RangeError(`Expected 'to' of a backoff to be at most 366d, got '${to}'`);
  }
  if (first > longest) {
    throw new RangeError(
      `Expected 'to' of a backoff to be no shorter than its 'from', '${from}', got '${to}'`,
    );
  }
  return (attempt) => Math.min(longest, first * 2 ** (attempt - 1));
}

const usual = exponential({ from: '10s', to: '1h' });

/** Half of the backoff and a random part of the other half, so that jobs that failed together spread. */
export function retryDelay(backoff: Backoff, attempt: number, random: () => number): number {
  const wait = waitOf(backoff, attempt);
  return Math.max(second, Math.round(wait / 2 + (wait / 2) * random()));
}

/** A backoff is the user's code: one that throws, or answers no time at all, must not keep a job from its end. */
function waitOf(backoff: Backoff, attempt: number): number {
  try {
    return wholeDelay(backoff(attempt)) ?? usual(attempt);
  } catch {
    return usual(attempt);
  }
}

/**
 * The milliseconds that the user's code makes a job wait, from none to 366 days; undefined if `value` is no such
 * time. Rounded up: a part of a millisecond would make a message that nobody can read, and a place in the due
 * index, whose times are whole, at which the job is not found.
 */
export function wholeDelay(value: unknown): number | undefined {
  const isDelay = typeof value === 'number' && value >= 0 && value <= longestDelay;
  return isDelay ? Math.ceil(value) : undefined;
}
