import { parseArgs } from 'node:util';

interface More<Flag extends string> {
  /** Options without a value. */
  readonly flags?: readonly Flag[];
  /** What `--only` takes some of, with commas between them. */
  readonly parts?: readonly string[];
}

export interface BenchOptions<Name extends string, Flag extends string> {
  readonly json: boolean;
  readonly numbers: Readonly<Record<Name, number>>;
  readonly flags: Readonly<Record<Flag, boolean>>;
  /** Of `parts`. Without `--only` all of them. */
  readonly only: readonly string[];
}

/** What the command line says: `--json`, whole numbers by these names in place of the ones given here, and `more`. */
export function benchOptions<Name extends string, Flag extends string = never>(
  defaults: Readonly<Record<Name, number>>,
  { flags = [], parts = [] }: More<Flag> = {},
): BenchOptions<Name, Flag> {
  const entries = Object.entries<number>(defaults);
  const names = [...entries.map(([name]) => name), ...(parts.length > 0 ? ['only'] : [])];
  const parsed = parseArgs({
    options: Object.fromEntries([
      ...names.map((name) => [name, { type: 'string' as const }] as const),
      ...['json', ...flags].map((name) => [name, { type: 'boolean' as const }] as const),
    ]),
  });
  const values: Readonly<Record<string, unknown>> = parsed.values;
  const numbers = entries.map(([name, standard]) => [
    name,
    wholeNumber(name, values[name]) ?? standard,
  ]);
  const switches = flags.map((name) => [name, values[name] === true]);
  // The names, which `fromEntries` does not keep.
  return {
    json: values.json === true,
    numbers: Object.fromEntries(numbers) as Record<Name, number>,
    flags: Object.fromEntries(switches) as Record<Flag, boolean>,
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
