import type { ContenderProgram } from './contender.ts';
import { programs } from './contenders/programs.ts';
import type { Assignment } from './measure-in-process.ts';

// A contender's jobs run in a process of their own, as those of Errand do.
const { program: name, address }: Omit<Assignment, 'load'> = JSON.parse(process.argv[2] ?? '{}');
const program: ContenderProgram = programs[name];
process.on('disconnect', () => process.exit());

await program.work?.(address);
process.send?.('ready');
