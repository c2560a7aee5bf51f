import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { plant } from '../plant.ts';
import { type PlantedFault, plantedFaults } from '../planted-faults.ts';
import { runInThreads } from '../run-in-threads.ts';
import type { Broken } from '../run-seeds.ts';

/** A fault counts as found within so many histories. */
const seeds = 2_000;

interface Found {
  readonly name: string;
  readonly file: string;
  readonly caught: Pick<Broken, 'seed' | 'lean' | 'violations'> | undefined;
}

/**
 * Plants each fault into a copy of the protocol and lets the simulation look for it: the simulation's own
 * test. `--only <part of a name>`, `--json`. Exit code 1 if one is not found within 2,000 seeds.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string', default: '' }, json: { type: 'boolean', default: false } },
  });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-faults-'));
  const left = plantedFaults.filter(({ name }) => name.includes(values.only));
  const found: Found[] = [];
  const lookForAll = async (place: number) => {
    for (let fault = left.shift(); fault !== undefined; fault = left.shift()) {
      const one = await lookFor(fault, path.join(folder, `${place}-${left.length}.mjs`));
      found.push(one);
      if (!values.json) console.log(lineOf(one));
    }
  };
  try {
    const places = Array.from({ length: os.availableParallelism() }, (_, place) => place);
    await Promise.all(places.map(lookForAll));
  } finally {
    await rm(folder, { recursive: true });
  }
  const missed = found.filter(({ caught }) => caught === undefined).length;
  if (values.json) console.log(JSON.stringify({ faults: found.length, missed, found }));
  else console.log(`${found.length} faults planted, ${missed} not found within ${seeds} seeds`);
  return missed === 0 ? 0 : 1;
}

async function lookFor(fault: PlantedFault, file: string): Promise<Found> {
  await plant(fault, file);
  const range = { from: 1, count: seeds, stopAtFirst: true };
  const [caught] = await runInThreads(pathToFileURL(file), range, 1);
  return { name: fault.name, file: fault.file, caught };
}

function lineOf({ name, file, caught }: Found): string {
  if (caught === undefined) return `${name} | ${file} | not found`;
  return `${name} | ${file} | ${caught.seed} | ${caught.lean} | ${caught.violations[0]?.split(' ')[0]}`;
}

process.exitCode = await main();
