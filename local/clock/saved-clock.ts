import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from './virtual-clock.ts';

/** A virtual clock that goes on where the last server of the folder left it: time never runs back. */
export function savedClock(folder: string, realNow: number): VirtualClock {
  const start = Math.max(realNow, savedTime(folder));
  return new VirtualClock(start, (now) => writeFileSync(fileIn(folder), `${now}\n`));
}

function savedTime(folder: string): number {
  try {
    return Number(readFileSync(fileIn(folder), 'utf8')) || 0;
  } catch {
    return 0;
  }
}

function fileIn(folder: string): string {
  return join(folder, 'clock');
}
