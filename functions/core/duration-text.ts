import { day, hour, minute, second } from './duration.ts';

/** As `parseDuration` reads it, in the longest unit that leaves a whole number: `2m`, `90s`. */
export function durationText(ms: number): string {
  const units = [
    [day, 'd'],
    [hour, 'h'],
    [minute, 'm'],
    [second, 's'],
  ] as const;
  const [size, unit] = units.find(([length]) => ms > 0 && ms % length === 0) ?? [1, 'ms'];
  return `${ms / size}${unit}`;
}
