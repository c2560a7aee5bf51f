import { benchOptions } from '../../../bench/support/bench-options.ts';
import { printFigures } from '../../support/faults/print-figures.ts';
import { runFullDisk, runStoreFaults } from '../../support/faults/run-store-faults.ts';

// Calls of store and queue that fail, a store that is away, a full disk. Exit code 1 if a job was lost or ended twice.
const { json, numbers } = benchOptions({ requests: 2_000, away: 60, seed: 1 });
const faults = printFigures(await runStoreFaults(numbers), json);
const disk = printFigures(await runFullDisk(numbers), json);
process.exitCode = faults || disk;
