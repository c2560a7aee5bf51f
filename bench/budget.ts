import { startMinistack } from '../scripts/targets/start-ministack.ts';
import { type Budget, measureBudget } from './budget/measure-budget.ts';
import { benchOptions } from './support/bench-options.ts';
import type { Figure } from './support/figure.ts';
import { thisMachine } from './support/machine.ts';
import { printReport } from './support/print-report.ts';

// What one job costs on AWS, counted on an emulator: calls of the queue and write units of the table.
const { json, numbers } = benchOptions({ jobs: 100 });

/** The target is that of a job whose payload fits its record. */
const lines: readonly (readonly [field: keyof Budget, name: string, target?: number])[] = [
  ['sends', 'sends', 1],
  ['recordWrites', 'record writes', 3],
  ['indexWrites', 'index writes', 1],
  ['statsWrites', 'statistics writes', 0.1],
  ['queueCalls', 'receives and deletes', 0.2],
  ['bodyWrites', 'writes of payload and result as items of their own', 0],
  ['reads', 'reads'],
  ['faults', 'calls refused or repeated, of all jobs', 0],
];

const machine = thisMachine();
const ministack = await startMinistack();
Object.assign(process.env, ministack.environment);
try {
  const small = await measureBudget(numbers.jobs, {});
  const large = await measureBudget(numbers.jobs, { echo: 'x'.repeat(4_000) });
  const figures = lines.flatMap(([field, name, target]): readonly Figure[] => [
    {
      what: name,
      unit: '',
      values: [small[field]],
      ...(target !== undefined && { target: { atMost: target } }),
    },
    { what: `${name}; payload and result of 4 kB`, unit: '', values: [large[field]] },
  ]);
  printReport({ machine, settings: { ...numbers, 'a batch': 10 }, figures }, json);
} finally {
  await ministack.stop();
}
