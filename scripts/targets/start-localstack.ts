import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Emulator } from './emulator.ts';
import { freePort } from './free-port.ts';
import { findLocalstack, runLocalstack, runnerFor } from './localstack.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** On the port LOCALSTACK_PORT, else a free one, so that a LocalStack that runs here keeps what it has. */
export async function startLocalstack(): Promise<Emulator> {
  const port = Number(process.env.LOCALSTACK_PORT) || (await freePort());
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-localstack-'));
  const other = await findLocalstack(port, folder);
  if (other !== undefined) {
    throw new Error(
      `A LocalStack runs at ${other.endpoint} already, and this needs an empty one: stop it, or unset LOCALSTACK_PORT`,
    );
  }
  const runner = runnerFor(port);
  stopOnSignal(runner.stop);
  return runLocalstack(port, folder, runner);
}
