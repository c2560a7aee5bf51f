import type { Clock } from '../core/clock.ts';
import { realWait } from '../real-wait.ts';

/** The function's own clock: clocks of two functions differ. */
export const systemClock: Clock = { now: () => Date.now(), wait: realWait };
