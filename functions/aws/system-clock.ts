import { setTimeout as timeout } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';

/** The function's own clock: clocks of two functions differ. */
export const systemClock: Clock = {
  now: () => Date.now(),
  // The signal is the only thing that a timer rejects for.
  wait: (ms, signal) => timeout(ms, undefined, { signal }).catch(() => undefined),
};
