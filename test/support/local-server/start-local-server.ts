import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ApiCall, apiCaller } from './api-caller.ts';

const ownRoot = fileURLToPath(new URL('../../..', import.meta.url));
const longestStart = 30_000;

export interface LocalServerOptions {
  /** Of the data, for a server that goes on where another has ended. @default a new one */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Of the code. @default this repository's */
  readonly root?: string;
  /** Whose job types it runs. @default that of the code */
  readonly workingFolder?: string;
}

export interface LocalServer {
  /** With `/v1`. */
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  readonly folder: string;
  readonly call: ApiCall;
  /** Milliseconds from the start of the process to the line that says it is ready. */
  readonly readyAfter: number;
  /** All it has written so far, and its workers. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  /** To all its processes, as a terminal does with Ctrl-C. */
  signalGroup(name: NodeJS.Signals): void;
  /** SIGKILL to the server and every process that it has started. */
  killTree(): Promise<void>;
  /** Resolves when the server has ended, with its exit code; none: a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** A folder for a server's data, and how to remove it. */
export function dataFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'errand-'));
  return {
    folder: join(folder, 'data'),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** `npm start` on a free port, in a process group of its own. Rejects if it ends before it is ready. */
export async function startLocalServer(options: LocalServerOptions = {}): Promise<LocalServer> {
  const folder = options.folder ?? dataFolder().folder;
  const key = options.environment?.ERRAND_KEY ?? `errand_${'k'.repeat(43)}`;
  const started = performance.now();
  const { child, output, ended } = startProcess({
    ...options,
    environment: { ERRAND_KEY: key, ...options.environment, ERRAND_DATA: folder },
  });
  const url = await readyUrl(child, output, ended);
  const readyAfter = performance.now() - started;
  return {
    url,
    key,
    pid: child.pid ?? 0,
    folder,
    call: apiCaller(url, key),
    readyAfter,
    output,
    ended,
    signal: (name) => void child.kill(name),
    signalGroup: (name) => signalGroup(child, name),
    killTree: async () => {
      signalGroup(child, 'SIGKILL');
      await ended;
    },
  };
}

/** Starts it and waits for nothing. */
export function startProcess(options: LocalServerOptions) {
  const { environment, args = [], root = ownRoot, workingFolder = root } = options;
  const child = spawn(process.execPath, [join(root, 'local/main.ts'), ...args], {
    cwd: workingFolder,
    env: { ...process.env, PORT: '0', NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  return { child, output: () => text, ended };
}

function signalGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // It has ended already.
  }
}

async function readyUrl(
  child: ChildProcess,
  output: () => string,
  ended: Promise<number | null>,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(() => {
    signalGroup(child, 'SIGKILL');
    reject(new Error(`The server was not ready after ${longestStart} ms:\n${output()}`));
  }, longestStart);
  const look = () => {
    const address = /Address +(http:\S+)/.exec(output())?.[1];
    if (address !== undefined) resolve(address);
  };
  child.stdout?.on('data', look);
  void ended.then((code) =>
    reject(new Error(`The server ended with code ${code} before it was ready:\n${output()}`)),
  );
  return promise.finally(() => clearTimeout(timer));
}
