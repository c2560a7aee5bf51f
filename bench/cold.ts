import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltFunction, buildFunction } from './cold/build-function.ts';
import { coldFigures, coldTable } from './cold/cold-figures.ts';
import { measureStarts } from './cold/measure-starts.ts';
import { functionNames, variants } from './handlers/handler-of.ts';
import { startStandIn } from './stand-in/start-stand-in.ts';
import { benchOptions } from './support/bench-options.ts';
import { thisMachine } from './support/machine.ts';
import { printReport } from './support/print-report.ts';

// What a cold start of each function has to read and to run, beside handlers that make the same calls of AWS.
const { json, numbers } = benchOptions({ rounds: 21 });

const machine = thisMachine();
const folder = mkdtempSync(join(tmpdir(), 'errand-cold-'));
const standIn = await startStandIn();
try {
  const built = functionNames.flatMap((name) =>
    variants.map((variant) => buildFunction(name, variant, folder)),
  );
  const measured = await measureStarts(built, numbers.rounds, standIn);
  const report = { machine, settings: numbers, figures: coldFigures(measured) };
  printReport(report, json, { functions: measured.map(({ file: _, ...each }) => each) });
  if (!json) {
    console.log(`\n${coldTable(measured)}`);
    for (const each of built.filter(({ variant }) => variant === 'errand')) printParts(each);
  }
} finally {
  standIn.stop();
  rmSync(folder, { recursive: true });
}

function printParts({ name, parts, bytes }: BuiltFunction): void {
  const largest = parts.slice(0, 12).map(([part, size]) => `${part} ${(size / 1_000).toFixed(1)}`);
  const lazy = (bytes.lazy / 1_000).toFixed(0);
  console.log(`\n${name}, kB at start: ${largest.join(', ')}; loaded when it is needed: ${lazy}`);
}
