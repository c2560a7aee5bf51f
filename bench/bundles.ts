import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BuiltFunction, buildFunction } from './bundles/build-function.ts';
import { importTime } from './bundles/import-time.ts';
import type { Figure } from './support/figure.ts';
import { thisMachine } from './support/machine.ts';
import { printReport } from './support/print-report.ts';

// What a cold start of each function has to read and to run, before it can do anything.
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '21' },
  },
});
const rounds = Number(values.rounds);
/** Those that somebody waits for. */
const targets: Readonly<Record<string, { readonly kb: number; readonly ms: number }>> = {
  api: { kb: 320, ms: 55 },
  worker: { kb: 320, ms: 55 },
};

const machine = thisMachine();
const folder = mkdtempSync(join(tmpdir(), 'errand-bundles-'));
try {
  const names = ['api', 'worker', 'dead-letter', 'scheduler'];
  const built = names.map((name) => buildFunction(name, folder));
  const times = await importTimes(built);
  const figures = built.flatMap((each) => figuresOf(each, times.get(each) ?? []));
  printReport({ machine, settings: { rounds }, figures }, values.json);
  if (!values.json) for (const each of built) printParts(each);
} finally {
  rmSync(folder, { recursive: true });
}

/** Round by round, so that what else the machine does meets all functions alike. */
async function importTimes(
  built: readonly BuiltFunction[],
): Promise<ReadonlyMap<BuiltFunction, readonly number[]>> {
  const times = new Map(built.map((each): [BuiltFunction, number[]] => [each, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [{ file }, ofFunction] of times) ofFunction.push(await importTime(file));
  }
  return times;
}

function figuresOf({ name, sizes }: BuiltFunction, times: readonly number[]): readonly Figure[] {
  const target = targets[name];
  const kb = (bytes: number) => [bytes / 1_000];
  return [
    {
      what: `${name}: at start`,
      unit: 'kB',
      values: kb(sizes.atStart),
      ...(target !== undefined && { target: { atMost: target.kb } }),
    },
    { what: `${name}: at start, gzip`, unit: 'kB', values: kb(sizes.atStartGzip) },
    { what: `${name}: loaded when a job needs it`, unit: 'kB', values: kb(sizes.lazy) },
    {
      what: `${name}: import`,
      unit: 'ms',
      values: times,
      ...(target !== undefined && { target: { atMost: target.ms } }),
    },
  ];
}

function printParts({ name, parts }: BuiltFunction): void {
  const largest = parts
    .slice(0, 12)
    .map(([part, bytes]) => `${part} ${(bytes / 1_000).toFixed(1)}`);
  console.log(`\n${name}, kB at start: ${largest.join(', ')}`);
}
