import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The process ids of a server's worker environments. */
export async function environmentsOf(server: number): Promise<readonly number[]> {
  // Other children have no such limit in their arguments. Exit code 1: there are none.
  const found = await run('pgrep', ['-P', String(server), '-f', 'residentLimit']).catch(
    () => undefined,
  );
  return (found?.stdout ?? '').split('\n').filter(Boolean).map(Number);
}
