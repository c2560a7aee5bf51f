import type { Clock } from '../../functions/core/clock.ts';
import { longestTimer, realWait } from '../../functions/real-wait.ts';

export interface LocalClock extends Clock {
  /**
   * Calls `fire` once `time` has come, or somewhat earlier if that is weeks away. The answer cancels it.
   * On the virtual clock nothing fires by itself: whoever moves the time wakes all.
   */
  alarm(time: number, fire: () => void): () => void;
}

export const systemClock: LocalClock = {
  now: () => Date.now(),
  wait: realWait,
  alarm(time, fire) {
    const ms = Math.min(Math.max(0, time - Date.now()), longestTimer);
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  },
};
