import { longestDelay, parseDuration } from '../../functions/core/duration.ts';
import { UsageError } from '../surroundings.ts';

const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Milliseconds since 1970, of a duration from now, of a date (its beginning in UTC) or of a time. */
export function keyExpiry(text: string, now: number): number {
  const duration = parseDuration(text);
  const time = duration === undefined ? timeOf(text) : now + duration;
  if (time !== undefined && time > now && time <= now + 100 * longestDelay) return time;
  throw new UsageError(
    `Expected --expires to be a duration such as '90d', or a date or time to come such as '2030-01-31' or '2030-01-31T12:00:00Z', got '${text}'`,
  );
}

function timeOf(text: string): number | undefined {
  const time = form.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
