import type { Clock } from '../../functions/core/clock.ts';

/** Node's timers overflow beyond this, and then fire at once. */
const longestTimer = 2 ** 31 - 1;

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

/** Resolves after `ms` of real time, or as soon as the signal fires. */
export function realWait(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms <= 0 || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(ms, longestTimer));
    signal?.addEventListener('abort', end);
  });
}
