import { day, longestDelay, minute, parseDuration } from '../core/duration.ts';
import type { Read } from './read.ts';
import { parseTime, timeText } from './rfc-3339.ts';
import { shown } from './shown.ts';

interface Start {
  readonly delay?: unknown;
  readonly runAt?: unknown;
}

/** So far in the past `runAt` may be: clocks differ, and requests travel. */
const tolerance = minute;

/** When the job may start, in milliseconds; no value: now. */
export function readStart({ delay, runAt }: Start, at: string, now: number): Read<number> {
  if (delay !== undefined && runAt !== undefined) {
    const detail = 'A job has a delay or a runAt, not both: leave one out';
    return { faults: [{ pointer: `${at}/runAt`, detail }] };
  }
  if (delay !== undefined) return readDelay(delay, `${at}/delay`, now);
  if (runAt !== undefined) return readRunAt(runAt, `${at}/runAt`, now);
  return { faults: [] };
}

function readDelay(delay: unknown, pointer: string, now: number): Read<number> {
  const ms = typeof delay === 'string' ? parseDuration(delay) : undefined;
  if (ms === undefined) {
    const detail = `Expected a whole number, not negative, and a unit, such as '500ms', '10s', '15m', '3h' or '7d', got ${shown(delay)}`;
    return { faults: [{ pointer, detail }] };
  }
  if (ms > longestDelay) {
    const detail = `Expected a delay of at most ${longestDelay / day}d, got ${shown(delay)}`;
    return { faults: [{ pointer, detail }] };
  }
  return ms === 0 ? { faults: [] } : { value: now + ms, faults: [] };
}

function readRunAt(runAt: unknown, pointer: string, now: number): Read<number> {
  const time = typeof runAt === 'string' ? parseTime(runAt) : undefined;
  if (time === undefined) {
    const detail = `Expected a date and time of RFC 3339, such as '${timeText(now)}', got ${shown(runAt)}`;
    return { faults: [{ pointer, detail }] };
  }
  if (time < now - tolerance) {
    const detail = `Expected a time that has not passed (it is ${timeText(now)}), got ${shown(runAt)}`;
    return { faults: [{ pointer, detail }] };
  }
  if (time > now + longestDelay) {
    const detail = `Expected a time within ${longestDelay / day} days, got ${shown(runAt)}`;
    return { faults: [{ pointer, detail }] };
  }
  return time <= now ? { faults: [] } : { value: time, faults: [] };
}
