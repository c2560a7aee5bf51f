import { day, hour, minute, second } from '../../functions/core/duration.ts';

const units = [
  [day, 'd'],
  [hour, 'h'],
  [minute, 'm'],
  [second, 's'],
] as const;

/** At a glance: `850ms`, `2.4s`, `3m20s`, `5h`, `12d`. */
export function spanText(ms: number): string {
  if (ms < second) return `${Math.max(0, Math.round(ms))}ms`;
  if (ms < 10 * second) return `${Math.floor(ms / 100) / 10}s`;
  const place = units.findIndex(([length]) => ms >= length);
  const [length, unit] = units[place] ?? [second, 's'];
  const whole = Math.floor(ms / length);
  const [lower, lowerUnit] = units[place + 1] ?? [second, 's'];
  const rest = Math.floor((ms % length) / lower);
  return whole < 10 && rest > 0 && length > second
    ? `${whole}${unit}${rest}${lowerUnit}`
    : `${whole}${unit}`;
}

/** A time of RFC 3339 seen from `now`: `5m ago`, `in 3h`. */
export function agoText(time: string, now: number): string {
  const passed = now - Date.parse(time);
  return passed < 0 ? `in ${spanText(-passed)}` : `${spanText(passed)} ago`;
}

/** `2030-01-31 12:00:00 UTC`, without what is under a second. */
export function momentText(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
