import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Emulator, StartOptions } from './emulator.ts';
import { ministackAt, spawnMinistack } from './ministack-process.ts';
import { stopOnSignal } from './stop-on-signal.ts';

export async function startMinistack(options: StartOptions = {}): Promise<Emulator> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-ministack-'));
  const ministack = ministackAt(await spawnMinistack(folder, options));
  stopOnSignal(ministack.stop);
  return ministack;
}
