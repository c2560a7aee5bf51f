import { InvalidArgumentError } from '@commander-js/extra-typings';
import { parseDuration } from '../functions/core/duration.ts';

/** Reads an option whose value is a whole number from `from` to `to`. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${from} to ${to}.`);
  };
}

/** Reads a comma list of some of `choices`. */
export function someOf<Choice extends string>(
  choices: readonly Choice[],
): (text: string) => readonly Choice[] {
  return (text) => {
    const names = new Set(text.split(',').map((name) => name.trim()));
    const chosen = [...names].flatMap((name) => choices.find((choice) => choice === name) ?? []);
    if (chosen.length === names.size) return chosen;
    throw new InvalidArgumentError(`Expected some of ${choices.join(',')}.`);
  };
}

/** Reads an option that may be given several times. */
export function repeated(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

export function readDuration(text: string): string {
  if (parseDuration(text) !== undefined) return text;
  throw new InvalidArgumentError(
    "Expected a duration such as '500ms', '10s', '15m', '3h' or '7d'.",
  );
}

const form = /^\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;

/** Reads a date (its beginning in UTC) or a time of RFC 3339, as RFC 3339. */
export function readTime(text: string): string {
  const time = form.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new InvalidArgumentError(
    "Expected a date or a time such as '2030-01-31' or '2030-01-31T12:00:00Z'.",
  );
}

/** Reads a time that has passed: as `readTime`, or how long ago it was. */
export function pastTime(now: () => number): (text: string) => string {
  return (text) => {
    const ago = parseDuration(text);
    if (ago !== undefined) return new Date(now() - ago).toISOString();
    try {
      return readTime(text);
    } catch {
      throw new InvalidArgumentError(
        "Expected how long ago, such as '1h', or a date or a time such as '2030-01-31T12:00:00Z'.",
      );
    }
  };
}
