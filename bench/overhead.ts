import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleFunction } from '../functions/bundle.ts';
import { environmentOf } from './handlers/environment-of.ts';
import { type FunctionName, handlerOf } from './handlers/handler-of.ts';
import { cases } from './overhead/cases.ts';
import { profiled } from './overhead/profile.ts';
import { runRound, type Spent, type Subjects } from './overhead/run-case.ts';
import { startStandIn } from './stand-in/start-stand-in.ts';
import { benchOptions } from './support/bench-options.ts';
import type { Figure } from './support/figure.ts';
import { thisMachine } from './support/machine.ts';
import { printReport } from './support/print-report.ts';

// The processor time of a job in worker and API, beyond that of the calls of AWS that it takes.
const { json, numbers, flags } = benchOptions(
  { rounds: 15, invocations: 50 },
  { flags: ['profile'] },
);
/** Milliseconds for a job of a full batch. */
const most = 0.3;

const machine = thisMachine();
const folder = mkdtempSync(join(tmpdir(), 'errand-overhead-'));
const standIn = await startStandIn();
const write = process.stdout.write.bind(process.stdout);
try {
  const subjects = new Map<FunctionName, Subjects>();
  for (const name of ['worker', 'api'] as const) {
    Object.assign(process.env, environmentOf(name, standIn.url));
    const { handler } = await load(handlerOf(name, 'errand'), name);
    const { replay } = await load(
      fileURLToPath(new URL('overhead/replay.ts', import.meta.url)),
      // Each has its calls made by a copy of the SDK that is as warm as its own.
      `calls of ${name}`,
    );
    subjects.set(name, { handler, replay, standIn });
  }
  if (flags.profile) await printProfile(subjects);
  else {
    const figures = await measure(subjects);
    process.stdout.write = write;
    printReport({ machine, settings: numbers, figures }, json);
  }
} finally {
  process.stdout.write = write;
  standIn.stop();
  rmSync(folder, { recursive: true });
}

/** Bundled as it is deployed. */
async function load(entry: string, name: string) {
  const outdir = join(folder, name);
  bundleFunction({ entry, outdir });
  return import(pathToFileURL(join(outdir, 'index.mjs')).href);
}

/** Round by round, all cases in each. What the functions log goes nowhere. */
async function measure(subjects: ReadonlyMap<FunctionName, Subjects>): Promise<readonly Figure[]> {
  process.stdout.write = () => true;
  const spent = cases.map((): Spent[] => []);
  for (let round = 0; round <= numbers.rounds; round += 1) {
    for (const [place, each] of cases.entries()) {
      const given = subjects.get(each.name);
      if (given === undefined) continue;
      // The first round makes the code warm, which takes more than the others.
      const one = await runRound(each, given, numbers.invocations * (round === 0 ? 5 : 1));
      if (round > 0) spent[place]?.push(one);
    }
  }
  return cases.flatMap(({ what, jobs }, place) => {
    const rounds = spent[place] ?? [];
    const figure = (part: string, values: readonly number[]) => ({
      what: `${what}: ${part}`,
      unit: 'ms',
      values,
    });
    return [
      {
        ...figure(
          'beyond its calls',
          rounds.map(({ handler, calls }) => handler - calls),
        ),
        ...(jobs > 1 && { target: { atMost: most } }),
      },
      figure(
        'in all',
        rounds.map(({ handler }) => handler),
      ),
      figure(
        'its calls alone',
        rounds.map(({ calls }) => calls),
      ),
    ];
  });
}

async function printProfile(subjects: ReadonlyMap<FunctionName, Subjects>): Promise<void> {
  for (const each of cases) {
    const given = subjects.get(each.name);
    if (given === undefined) continue;
    process.stdout.write = () => true;
    await runRound(each, given, numbers.invocations * 5);
    const table = await profiled(each, given, numbers);
    process.stdout.write = write;
    console.log(`${each.what}\n\n${table}\n`);
  }
}
