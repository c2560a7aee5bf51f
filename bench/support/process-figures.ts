import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pageSize = 4_096;

export interface ProcessFigures {
  /** Resident, in bytes. */
  readonly memory: number;
  /** Files, sockets and pipes that are open. */
  readonly handles: number;
}

/** Of a process of Linux. Undefined: it has ended. */
export function processFigures(pid: number): ProcessFigures | undefined {
  try {
    const [, pages] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return { memory: Number(pages) * pageSize, handles: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return undefined;
  }
}

/** The process ids of what a process has started and still runs. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  // Exit code 1: there are none.
  const found = await run('pgrep', ['-P', String(pid)]).catch(() => undefined);
  return (found?.stdout ?? '').split('\n').filter(Boolean).map(Number);
}
