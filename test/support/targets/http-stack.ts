import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deployStack, destroyStack } from '../../../scripts/targets/deploy-stack.ts';
import { Client } from '../flows/client.ts';
import type { Target } from '../flows/target.ts';
import { requireEmulator } from './require-emulator.ts';

/** A stack behind an HTTP API, on the emulator of the environment. */
export interface HttpStack {
  readonly client: Client;
  destroy(): Promise<void>;
}

export async function deployHttpStack({ storage: _, ...beside }: Target): Promise<HttpStack> {
  requireEmulator();
  const folder = mkdtempSync(path.join(tmpdir(), 'errand-http-'));
  const place = { environment: process.env, folder };
  const context = { name: 'Http', gateway: 'http', dev: 'true' };
  const { url, key } = await deployStack(place, { context });
  return {
    client: new Client({ ...beside, url, key }),
    destroy: async () => {
      await destroyStack(place, { context });
      rmSync(folder, { recursive: true });
    },
  };
}
