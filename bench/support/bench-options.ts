import { parseArgs } from 'node:util';

export interface BenchOptions<Name extends string, Flag extends string = never> {
  readonly json: boolean;
  readonly numbers: Readonly<Record<Name, number>>;
  readonly flags: Readonly<Record<Flag, boolean>>;
}

/** What the command line says: `--json`, these flags, and whole numbers by these names in place of the ones given here. */
export function benchOptions<Name extends string, Flag extends string = never>(
  defaults: Readonly<Record<Name, number>>,
  flags: readonly Flag[] = [],
): BenchOptions<Name, Flag> {
  const entries = Object.entries<number>(defaults);
  const options = Object.fromEntries(entries.map(([name]) => [name, { type: 'string' as const }]));
  const switches = Object.fromEntries(
    ['json', ...flags].map((name) => [name, { type: 'boolean' as const }]),
  );
  const parsed = parseArgs({ options: { ...options, ...switches } });
  const values: Readonly<Record<string, unknown>> = parsed.values;
  const numbers = entries.map(([name, standard]) => [
    name,
    wholeNumber(name, values[name]) ?? standard,
  ]);
  // The names, which `fromEntries` does not keep.
  return {
    json: values.json === true,
    numbers: Object.fromEntries(numbers) as Record<Name, number>,
    flags: Object.fromEntries(flags.map((name) => [name, values[name] === true])) as Record<
      Flag,
      boolean
    >,
  };
}

function wholeNumber(name: string, text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new RangeError(`Expected --${name} to be a whole number from 1 to 999999, got '${text}'`);
}
