import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FuzzedServer } from './run-schemathesis.ts';

export interface StartedServer extends FuzzedServer {
  /** All that the server wrote. */
  output(): string;
  stop(): Promise<void>;
}

/** The local server on a free port of 127.0.0.1, over a new folder that goes with it. */
export async function startServer(): Promise<StartedServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-fuzz-'));
  const key = `errand_${randomBytes(32).toString('base64url')}`;
  const main = path.join(import.meta.dirname, '../../local/main.ts');
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PORT: '0',
      NO_COLOR: '1',
      ERRAND_CLOCK: 'real',
      ERRAND_DATA: path.join(folder, 'data'),
      ERRAND_KEY: key,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const url = await addressOf(child, () => output);
    return { url, key, folder, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** It says where it is once it is ready. */
async function addressOf(child: ChildProcess, output: () => string): Promise<string> {
  for (;;) {
    const address = /Address +(http:\S+)/.exec(output())?.[1];
    if (address !== undefined) return address;
    if (child.exitCode !== null) throw new Error('The server ended before it was ready');
    if (child.stdout !== null)
      await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'close');
}
