import { minute } from '../functions/core/duration.ts';
import type { Ports } from '../functions/core/ports.ts';
import type { WatchedCode } from './watched-code.ts';
import type { VirtualClock } from './world/virtual-clock.ts';

/** A process: its ports, and whether it is still there to hear of its calls. */
export interface Process {
  readonly ports: Ports;
  readonly crashed: boolean;
}

export interface Passing {
  readonly clock: VirtualClock;
  readonly process: Process;
  /** Time passes while it rests. @default - always */
  readonly code?: WatchedCode | undefined;
}

/** No function has so much time. What waits for ever is to fail its test, not to hang it. */
const longestWork = 20 * minute;

/** Lets virtual time pass until the work has ended, or its process is gone: then undefined. */
export async function passTime<T>(
  work: Promise<T>,
  { clock, process, code }: Passing,
): Promise<T | undefined> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  await clock.settle();
  const latest = clock.now() + longestWork;
  while (!ended && !process.crashed) {
    if (clock.now() > latest) throw new Error('The work has not ended within 20 minutes');
    if (code !== undefined) {
      await code.rests();
      await clock.settle();
    }
    if (!ended) await clock.advance(100);
  }
  return process.crashed ? undefined : work;
}
