import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ran } from './run-program.ts';

const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url));

const compileCache = fileURLToPath(new URL('../../../node_modules/.cache/errand', import.meta.url));

export interface RunOptions {
  /** Beside PATH, and nothing of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** On stdin. @default nothing */
  readonly input?: string;
  /** Of the process. @default this one's */
  readonly folder?: string;
}

/** The program as a process of its own, without a terminal. */
export function startErrand(args: readonly string[], options: RunOptions = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: options.folder ?? join(main, '../..'),
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: compileCache, ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (some) => {
    text.out += some;
  });
  child.stderr.setEncoding('utf8').on('data', (some) => {
    text.err += some;
  });
  child.stdin.end(options.input ?? '');
  const ended = new Promise<Ran>((resolve) => {
    child.once('close', (code) => resolve({ code: code ?? -1, ...text }));
  });
  return { ended, text, signal: (name: NodeJS.Signals) => void child.kill(name) };
}

export function runErrand(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return startErrand(args, options).ended;
}
