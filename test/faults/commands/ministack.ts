import { benchOptions } from '../../../bench/support/bench-options.ts';
import { printFigures } from '../../support/faults/print-figures.ts';
import { runMinistackFaults } from '../../support/faults/run-ministack-faults.ts';

// What the functions ask of AWS is throttled, reset, answered too late or not at all. Exit code 1 if a job was lost or ended twice.
const { json, numbers } = benchOptions({ requests: 150, away: 5, seed: 1 });
process.exitCode = printFigures(await runMinistackFaults(numbers), json);
