import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Emulator, StartOptions } from './emulator.ts';
import { emulatorEnvironment } from './emulator-environment.ts';
import { freePort } from './free-port.ts';
import { installMinistack, version } from './install-ministack.ts';
import { lastLines } from './last-lines.ts';

/** One that runs, as another process can find it. */
export interface MinistackProcess {
  readonly endpoint: string;
  readonly folder: string;
  /** Also that of its process group, in which its functions are. */
  readonly pid: number;
}

const startWithin = 30_000;
const stopWithin = 5_000;

/** On a free port of 127.0.0.1, so that several can run beside each other. Resolves when it answers. */
export async function spawnMinistack(
  folder: string,
  { functionsEndpoint }: StartOptions = {},
): Promise<MinistackProcess> {
  const program = await installMinistack();
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const log = await open(logIn(folder), 'a');
  const child = spawn(program, [], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...emulatorEnvironment(endpoint),
      // The functions get it from here.
      AWS_ENDPOINT_URL: functionsEndpoint ?? endpoint,
      TMPDIR: folder,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: new URL(endpoint).port,
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  });
  await once(child, 'spawn');
  await log.close();
  child.unref();
  const started = { endpoint, folder, pid: child.pid ?? 0 };
  const deadline = Date.now() + startWithin;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await isHealthy(endpoint)) return started;
    await wait(100);
  }
  const reason = (await lastLines(logIn(folder))).trim().split('\n').at(-1);
  await ministackAt(started).stop();
  throw new Error(`MiniStack did not start within ${startWithin / 1_000} s: ${reason}`);
}

export function ministackAt({ endpoint, folder, pid }: MinistackProcess): Emulator {
  return {
    name: 'ministack',
    release: version,
    endpoint,
    folder,
    environment: emulatorEnvironment(endpoint),
    log: () => lastLines(logIn(folder)),
    logFile: logIn(folder),
    stop: async () => {
      signalGroup(pid, 'SIGTERM');
      const deadline = Date.now() + stopWithin;
      while (Date.now() < deadline && (await isHealthy(endpoint))) await wait(50);
      signalGroup(pid, 'SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export async function isHealthy(endpoint: string): Promise<boolean> {
  const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
  return answer?.ok === true;
}

function logIn(folder: string): string {
  return path.join(folder, 'ministack.log');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  // 0 would be the group of this process.
  if (pid === 0) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended.
  }
}
