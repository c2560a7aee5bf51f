import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltFunction, buildFunction } from './bundles/build-function.ts';
import { type Import, measureImports } from './bundles/measure-imports.ts';
import { writeNodeImports } from './bundles/write-node-imports.ts';
import { benchOptions } from './support/bench-options.ts';
import type { Figure } from './support/figure.ts';
import { thisMachine } from './support/machine.ts';
import { printReport } from './support/print-report.ts';

// What a cold start of each function has to read and to run, before it can do anything.
const { json, numbers } = benchOptions({ rounds: 21 });
const most = { kb: 320, ms: 55 };
/** The functions that somebody waits for. */
const awaited = ['api', 'worker'];

const machine = thisMachine();
const folder = mkdtempSync(join(tmpdir(), 'errand-bundles-'));
try {
  const names = ['api', 'worker', 'dead-letter', 'scheduler'];
  const built = names.map((name) => buildFunction(name, folder));
  const node: Import = {
    what: "Node's own modules that the functions need: import",
    file: writeNodeImports(built, folder),
    sourceMaps: true,
  };
  const imports = await measureImports([node, ...built.flatMap(importsOf)], numbers.rounds);
  const figures = [...built.flatMap(sizesOf), ...imports];
  printReport({ machine, settings: numbers, figures }, json);
  if (!json) for (const each of built) printParts(each);
} finally {
  rmSync(folder, { recursive: true });
}

function sizesOf({ name, bytes }: BuiltFunction): readonly Figure[] {
  const figure = (what: string, size: number) => {
    return { what: `${name}: ${what}`, unit: 'kB', values: [size / 1_000] };
  };
  return [
    { ...figure('at start', bytes.atStart), ...targetOf(name, most.kb) },
    figure('at start, gzip', bytes.atStartGzip),
    figure('loaded when it is needed', bytes.lazy),
  ];
}

/** The stack has Node read source maps, so that errors name the lines of the source. */
function importsOf({ name, file }: BuiltFunction): readonly Import[] {
  const target = targetOf(name, most.ms);
  return [
    { what: `${name}: import`, file, sourceMaps: true, ...target },
    { what: `${name}: import without source maps`, file, sourceMaps: false },
  ];
}

function targetOf(name: string, atMost: number): Pick<Figure, 'target'> {
  return awaited.includes(name) ? { target: { atMost } } : {};
}

function printParts({ name, parts }: BuiltFunction): void {
  const largest = parts
    .slice(0, 12)
    .map(([part, bytes]) => `${part} ${(bytes / 1_000).toFixed(1)}`);
  console.log(`\n${name}, kB at start: ${largest.join(', ')}`);
}
