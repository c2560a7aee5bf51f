import os from 'node:os';
import { parseArgs } from 'node:util';
import { runInThreads } from '../run-in-threads.ts';
import type { Broken } from '../run-seeds.ts';

/**
 * Runs random histories of the protocol, each made from its seed alone, and looks for a broken invariant.
 * `--seeds`: how many. `--seed`: the first; with `--seeds 1` it is replayed. `--json`: for programs.
 * Exit code 1 if an invariant was broken.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const seeds = wholeNumber('seeds', values.seeds);
  const from = wholeNumber('seed', values.seed);
  const worker = new URL('../seed-worker.ts', import.meta.url);
  const begin = performance.now();
  const threads = Math.min(seeds, os.availableParallelism());
  const broken = await runInThreads(worker, { from, count: seeds }, threads);
  const seconds = Math.round((performance.now() - begin) / 100) / 10;

  if (values.json) {
    console.log(JSON.stringify({ seeds, violations: broken.length, seconds, broken }));
  } else {
    for (const one of broken) console.log(linesOf(one).join('\n'));
    console.log(`${seeds} histories, ${broken.length} broke an invariant, ${seconds} s`);
  }
  return broken.length === 0 ? 0 : 1;
}

function linesOf({ seed, lean, violations, shortest }: Broken): readonly string[] {
  return [
    `Seed ${seed} (${lean}) broke:`,
    ...violations.map((violation) => `  ${violation}`),
    ...(shortest.length === 0 ? [] : ['  The shortest history found that does (ms, what):']),
    ...shortest.map((line) => `    ${line}`),
    `  Again: npm run simulate -- --seeds 1 --seed ${seed}`,
  ];
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new Error(`Expected a whole number from 1 on for --${name}, got '${text}'`);
}

process.exitCode = await main();
