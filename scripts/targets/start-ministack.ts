import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Emulator } from './emulator.ts';
import { emulatorEnvironment } from './emulator-environment.ts';
import { freePort } from './free-port.ts';
import { installMinistack } from './install-ministack.ts';
import { lastLines } from './last-lines.ts';
import { stopOnSignal } from './stop-on-signal.ts';

const startWithin = 30_000;
const stopWithin = 5_000;

/** On a free port of 127.0.0.1, so that several can run beside each other. */
export async function startMinistack(): Promise<Emulator> {
  const { program, version } = await installMinistack();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-ministack-'));
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const logFile = path.join(folder, 'ministack.log');
  const child = await spawnIn(folder, { program, endpoint, logFile });
  const log = () => lastLines(logFile);
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  stopOnSignal(stop);
  if (await isHealthy(endpoint, child)) {
    const environment = emulatorEnvironment(endpoint);
    return { name: 'ministack', release: version, endpoint, folder, environment, log, stop };
  }
  const reason = (await log()).trim().split('\n').at(-1);
  await stop();
  throw new Error(`MiniStack did not start within ${startWithin / 1_000} s: ${reason}`);
}

/** In a process group of its own, so that the functions it has started end with it. */
async function spawnIn(
  folder: string,
  { program, endpoint, logFile }: { program: string; endpoint: string; logFile: string },
): Promise<ChildProcess> {
  const log = await open(logFile, 'a');
  const child = spawn(program, [], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...emulatorEnvironment(endpoint),
      TMPDIR: folder,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: new URL(endpoint).port,
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  });
  await once(child, 'spawn');
  await log.close();
  return child;
}

async function isHealthy(endpoint: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + startWithin;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return true;
    await wait(100);
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
  signalGroup(child, 'SIGTERM');
  await Promise.race([ended, wait(stopWithin, undefined, { ref: false })]);
  signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended.
  }
}
