import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Emulator } from './emulator.ts';
import { emulatorEnvironment } from './emulator-environment.ts';
import { freePort } from './free-port.ts';
import { localstackInDocker } from './localstack-in-docker.ts';
import { localstackOnHost } from './localstack-on-host.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/**
 * By the program that LOCALSTACK_START names, else in Docker. The port is LOCALSTACK_PORT, else a free one,
 * so that a LocalStack that runs here already keeps what it has.
 */
export async function startLocalstack(): Promise<Emulator> {
  const port = Number(process.env.LOCALSTACK_PORT) || (await freePort());
  const endpoint = `http://127.0.0.1:${port}`;
  if ((await releaseAt(endpoint)) !== undefined) {
    throw new Error(
      `A LocalStack runs at ${endpoint} already, and this needs an empty one: stop it, or unset LOCALSTACK_PORT`,
    );
  }
  const program = process.env.LOCALSTACK_START;
  const runner = program ? localstackOnHost(program, port) : localstackInDocker(port);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-localstack-'));
  const stop = async () => {
    await runner.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  stopOnSignal(stop);
  try {
    await runner.start();
    const release = await releaseAt(endpoint);
    if (release === undefined) throw new Error(`LocalStack does not answer at ${endpoint}`);
    const environment = emulatorEnvironment(endpoint);
    return { name: 'localstack', release, endpoint, folder, environment, log: runner.log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function releaseAt(endpoint: string): Promise<string | undefined> {
  const answer = await fetch(`${endpoint}/_localstack/health`).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const { version } = (await answer.json()) as { readonly version: string };
  return version;
}
