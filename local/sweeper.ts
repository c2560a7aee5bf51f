import { hour, minute } from '../functions/core/duration.ts';
import type { Log } from '../functions/core/log.ts';
import type { LocalClock } from './clock/local-clock.ts';
import type { LocalStore } from './local-ports.ts';

/** Removes what has expired: soon after the start, then every hour. The answer ends it. */
export function startSweeper({
  store,
  clock,
  log,
}: {
  readonly store: LocalStore;
  readonly clock: LocalClock;
  readonly log: Log;
}): () => void {
  const sweep = () => {
    store.sweep(clock.now()).catch((error) => {
      log.warn('Expired jobs could not be removed', { error: String(error) });
    });
  };
  const first = setTimeout(sweep, minute);
  const every = setInterval(sweep, hour);
  return () => {
    clearTimeout(first);
    clearInterval(every);
  };
}
