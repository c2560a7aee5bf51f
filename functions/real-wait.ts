/** Milliseconds. Node's timers overflow beyond this, and then fire at once. */
export const longestTimer = 2 ** 31 - 1;

/**
 * Resolves after `ms` of real time, or as soon as the signal fires. Node's own promise of a timer makes an error with a
 * stack when it is called off: every attempt calls its timer off, and these errors were the dearest thing of it.
 */
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
