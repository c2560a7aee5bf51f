import { rm } from 'node:fs/promises';
import type { Emulator } from './emulator.ts';
import { emulatorEnvironment } from './emulator-environment.ts';
import { localstackInDocker } from './localstack-in-docker.ts';
import { localstackOnHost } from './localstack-on-host.ts';
import type { LocalstackRunner } from './localstack-runner.ts';

/** On this port of 127.0.0.1, where nothing listens yet, with a folder for what goes with it. */
export async function runLocalstack(
  port: number,
  folder: string,
  runner = runnerFor(port),
): Promise<Emulator> {
  try {
    await runner.start();
    const localstack = await findLocalstack(port, folder, runner);
    if (localstack === undefined) throw new Error(`LocalStack does not answer on port ${port}`);
    return localstack;
  } catch (error) {
    await runner.stop();
    throw error;
  }
}

/** The one that answers on this port, if one does. */
export async function findLocalstack(
  port: number,
  folder: string,
  runner = runnerFor(port),
): Promise<Emulator | undefined> {
  const endpoint = `http://127.0.0.1:${port}`;
  const info = await infoAt(endpoint);
  if (info === undefined) return undefined;
  return {
    name: 'localstack',
    release: info.version,
    endpoint,
    folder,
    environment: emulatorEnvironment(endpoint),
    log: runner.log,
    stop: async () => {
      await runner.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface LocalstackInfo {
  readonly version: string;
  /** Another one after each start. */
  readonly session_id: string;
}

/** What a LocalStack says of itself; undefined if none answers. */
export async function infoAt(endpoint: string): Promise<LocalstackInfo | undefined> {
  const answer = await fetch(`${endpoint}/_localstack/info`).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as LocalstackInfo) : undefined;
}

/** By the program that LOCALSTACK_START names, else in Docker. */
export function runnerFor(port: number): LocalstackRunner {
  const program = process.env.LOCALSTACK_START;
  return program ? localstackOnHost(program, port) : localstackInDocker(port);
}
