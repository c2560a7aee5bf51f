import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { installMinistack } from './install-ministack.ts';

export interface Ministack {
  readonly endpoint: string;
  /** For files that are to go with it. */
  readonly folder: string;
  /** Of this process, with the address, region and credentials that lead to it. */
  readonly environment: NodeJS.ProcessEnv;
  /** The last lines of its log. */
  log(): Promise<string>;
  /** Ends it, with the functions that it runs, and removes its files. */
  stop(): Promise<void>;
}

const startWithin = 30_000;
const stopWithin = 5_000;

/**
 * An empty MiniStack on a free port of 127.0.0.1, which also ends when this process is asked to. Rejects
 * with one line if there cannot be one.
 */
export async function startMinistack(): Promise<Ministack> {
  const program = await installMinistack();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-ministack-'));
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const logFile = path.join(folder, 'ministack.log');
  const child = await spawnIn(folder, { program, endpoint, logFile });
  const log = async () => (await readFile(logFile, 'utf8')).split('\n').slice(-40).join('\n');
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop().finally(() => process.exit(1)));
  }
  if (await isHealthy(endpoint, child)) {
    return { endpoint, folder, environment: environmentOf(endpoint), log, stop };
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
      ...environmentOf(endpoint),
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

function environmentOf(endpoint: string): NodeJS.ProcessEnv {
  // A profile would come before the credentials, and a session belongs to others than these.
  const { AWS_PROFILE: _, AWS_SESSION_TOKEN: __, ...environment } = process.env;
  return {
    ...environment,
    // The functions, and the programs of CDK, run on the `node` of the PATH: it has to be this one.
    PATH: [path.dirname(process.execPath), environment.PATH].join(path.delimiter),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
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
