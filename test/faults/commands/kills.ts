import { benchOptions } from '../../../bench/support/bench-options.ts';
import { printFigures } from '../../support/faults/print-figures.ts';
import { runKills } from '../../support/faults/run-kills.ts';

// Worker environments and the whole server are killed under load. Exit code 1 if a job was lost or ended twice.
const { json, numbers } = benchOptions({ kills: 20, seed: 1 });
process.exitCode = printFigures(await runKills(numbers), json);
