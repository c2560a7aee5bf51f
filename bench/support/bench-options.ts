import { parseArgs } from 'node:util';

export interface BenchOptions<Name extends string> {
  readonly json: boolean;
  readonly numbers: Readonly<Record<Name, number>>;
  /** Of `--only`, which takes names with commas between them. Without it all of them. */
  readonly only: readonly string[];
}

/**
 * What the command line says: `--json`, whole numbers by these names in place of the ones given here, and, if
 * there are `parts`, `--only` with some of them.
 */
export function benchOptions<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
  parts: readonly string[] = [],
): BenchOptions<Name> {
  const entries = Object.entries<number>(defaults);
  const options = Object.fromEntries(entries.map(([name]) => [name, { type: 'string' as const }]));
  const only = parts.length > 0 && { only: { type: 'string' as const } };
  const parsed = parseArgs({ options: { ...options, ...only, json: { type: 'boolean' } } });
  const values: Readonly<Record<string, unknown>> = parsed.values;
  const numbers = entries.map(([name, standard]) => [
    name,
    wholeNumber(name, values[name]) ?? standard,
  ]);
  // The names of `defaults`, which `fromEntries` does not keep.
  return {
    json: values.json === true,
    numbers: Object.fromEntries(numbers) as Record<Name, number>,
    only: partsIn(values.only, parts),
  };
}

function partsIn(text: unknown, parts: readonly string[]): readonly string[] {
  if (typeof text !== 'string') return parts;
  const names = text.split(',');
  const unknown = names.find((name) => !parts.includes(name));
  if (unknown === undefined) return names;
  throw new RangeError(`Expected --only to name some of ${parts.join(', ')}, got '${unknown}'`);
}

function wholeNumber(name: string, text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new RangeError(`Expected --${name} to be a whole number from 1 to 999999, got '${text}'`);
}
