import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Address } from './contender.ts';
import type { ProgramName } from './contenders/programs.ts';
import type { Load, Measured } from './measure-contender.ts';

export interface Assignment {
  readonly program: ProgramName;
  readonly address: Address;
  readonly load: Load;
}

/** Rejects with what the process has written if it does not come to a result. */
export async function measureInProcess(assignment: Assignment): Promise<Measured> {
  const logFile = join(tmpdir(), `errand-bench-${assignment.program}-${process.pid}.log`);
  const log = openSync(logFile, 'w');
  try {
    const module = fileURLToPath(new URL('measuring-process.ts', import.meta.url));
    const child = fork(module, [JSON.stringify(assignment)], {
      stdio: ['ignore', log, log, 'ipc'],
    });
    let measured: Measured | undefined;
    child.on('message', (message) => {
      measured = message as Measured;
    });
    await once(child, 'exit');
    if (measured !== undefined) return measured;
    const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-20).join('\n');
    throw new Error(`${assignment.program} could not be measured:\n${lines}`);
  } finally {
    closeSync(log);
    rmSync(logFile, { force: true });
  }
}
