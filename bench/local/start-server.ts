import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface BenchServer {
  /** With `/v1`. */
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  /** Its log, and its data in `data`. */
  readonly folder: string;
  /** Milliseconds from the start of its process to the line that says it is ready. */
  readonly readyAfter: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const longestStart = 30_000;
const key = `errand_${'b'.repeat(43)}`;

/**
 * Runs what `npm start` runs, on a free port over a new folder, for as long as `measure` takes. Its log goes
 * to a file, as a service's would.
 */
export async function withServer<Result>(
  measure: (server: BenchServer) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'errand-bench-'));
  const logFile = join(folder, 'log');
  const started = performance.now();
  const child = spawnServer(folder, logFile);
  const ended = once(child, 'exit');
  try {
    const url = await readyUrl(child, logFile);
    return await measure({
      url,
      key,
      pid: child.pid ?? 0,
      folder,
      readyAfter: performance.now() - started,
    });
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function spawnServer(folder: string, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [join(root, 'local/main.ts')], {
    cwd: root,
    env: { ...process.env, PORT: '0', ERRAND_KEY: key, ERRAND_DATA: join(folder, 'data') },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return child;
}

async function readyUrl(child: ChildProcess, logFile: string): Promise<string> {
  const deadline = performance.now() + longestStart;
  while (performance.now() < deadline && child.exitCode === null) {
    const [, url] = /Address +(http:\S+)/.exec(readFileSync(logFile, 'utf8')) ?? [];
    if (url !== undefined) return url;
    await pause(2);
  }
  const log = readFileSync(logFile, 'utf8');
  throw new Error(`The server did not become ready (it has ${longestStart} ms for it):\n${log}`);
}
