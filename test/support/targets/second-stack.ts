import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deployStack, destroyStack } from '../../../scripts/targets/deploy-stack.ts';
import { Client } from '../flows/client.ts';
import type { Target } from '../flows/target.ts';
import { copyOfRepository } from '../local-server/copy-of-repository.ts';
import { requireEmulator } from './require-emulator.ts';

/** A stack on the emulator of the environment, made of a copy of the code that a test may change. */
export interface SecondStack {
  /** Also anew, after a change. Answers a client for its API. */
  deploy(): Promise<Client>;
  /** Replaces the first `before` in this file. */
  change(file: string, before: string, after: string): void;
  destroy(): Promise<void>;
  /** The stack stays. */
  removeCopy(): void;
}

export function secondStack({ storage: _, ...beside }: Target): SecondStack {
  requireEmulator();
  const folder = mkdtempSync(path.join(tmpdir(), 'errand-second-'));
  const program = path.join(folder, 'program');
  mkdirSync(program);
  const place = { environment: process.env, folder };
  const context = { name: 'Second', dev: 'true' };
  return {
    change: copyOfRepository(program),
    deploy: async () => {
      const { url, key } = await deployStack(place, { context, program });
      return new Client({ ...beside, url, key });
    },
    destroy: () => destroyStack(place, { context, program }),
    removeCopy: () => rmSync(folder, { recursive: true, force: true }),
  };
}
