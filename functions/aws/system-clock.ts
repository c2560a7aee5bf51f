import type { Clock } from '../core/clock.ts';

/** The function's own clock: clocks of two functions differ. */
export const systemClock: Clock = {
  now: () => Date.now(),
  // Node's own promise of a timer makes an error with a stack when it is called off. Every attempt calls its timer
  // off, and these errors were the dearest thing of it.
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener('abort', end, { once: true });
    }),
};
