import type { Clock } from '../../functions/core/clock.ts';

export interface EndableClock extends Clock {
  /** Ends all waits, and from now on every one at once. */
  end(): void;
}

/** A clock for those who wait on behalf of a client, which a server that stops cannot let them do. */
export function endableClock(clock: Clock): EndableClock {
  const waits = new Set<AbortController>();
  let ended = false;
  return {
    now: () => clock.now(),
    async wait(ms, signal) {
      if (ended || signal?.aborted) return;
      const wait = new AbortController();
      const abort = () => wait.abort();
      waits.add(wait);
      signal?.addEventListener('abort', abort);
      await clock.wait(ms, wait.signal);
      signal?.removeEventListener('abort', abort);
      waits.delete(wait);
    },
    end() {
      ended = true;
      for (const wait of waits) wait.abort();
    },
  };
}
