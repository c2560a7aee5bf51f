import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ContenderProgram } from './contender.ts';
import { programs } from './contenders/programs.ts';
import { measureContender } from './measure-contender.ts';
import type { Assignment } from './measure-in-process.ts';

// A process for each measurement: nothing is left in it of the one before. Of Errand as a library it is the server.
const { program: name, address, load }: Assignment = JSON.parse(process.argv[2] ?? '{}');
const program: ContenderProgram = programs[name];

const contender = await program.open(address);
const worker = program.work && (await startWorker());
const measured = await measureContender(contender, load);
process.send?.(measured);
worker?.kill('SIGKILL');
// What a contender still waits for as it closes is not measured, and its data is thrown away.
process.disconnect();
await contender.close();
process.exit();

async function startWorker(): Promise<ChildProcess> {
  const module = fileURLToPath(new URL('worker-process.ts', import.meta.url));
  const child = fork(module, [JSON.stringify({ program: name, address })], { stdio: 'inherit' });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The worker of ${name} ended before it was ready, with ${code}`);
    }),
  ]);
  return child;
}
