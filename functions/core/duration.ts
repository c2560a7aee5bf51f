/** One whole number and one unit: `500ms`, `10s`, `15m`, `3h`, `7d`. `0s` is now. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The longest delay that is accepted: a leap year. */
export const longestDelay = 366 * day;

const units = { ms: 1, s: second, m: minute, h: hour, d: day };

/** Milliseconds, or undefined if `text` is not a duration. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,12})(ms|s|m|h|d)$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * units[unit as keyof typeof units];
}

/** Milliseconds. For durations written in code: a wrong one is a mistake to find at start. */
export function milliseconds(duration: Duration): number {
  const parsed = parseDuration(duration);
  if (parsed === undefined) {
    throw new RangeError(
      `Expected a duration such as '500ms', '10s', '15m', '3h' or '7d', got '${duration}'`,
    );
  }
  return parsed;
}
