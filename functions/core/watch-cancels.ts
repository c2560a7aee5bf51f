import { chunksOf } from './chunks-of.ts';
import { second } from './duration.ts';
import type { Ports } from './ports.ts';
import { mostRecords } from './store.ts';

/** So that a cancel is seen within 5 s, with time for the read. */
const interval = 4 * second;

export interface CancelWatch {
  /** The signal of a running job's cancel. */
  watch(id: string): AbortSignal;
  unwatch(id: string): void;
  stop(): void;
}

/** Looks at the records of all running jobs of an invocation, in one read every 4 s. */
export function watchCancels({ store, clock, log }: Ports): CancelWatch {
  const watched = new Map<string, AbortController>();
  const stopped = new AbortController();
  let watching = false;

  async function look(): Promise<void> {
    const ids = [...watched.keys()];
    try {
      const records = await Promise.all(
        chunksOf(ids, mostRecords).map((chunk) => store.getMany(chunk)),
      );
      for (const record of records.flat()) {
        if (record?.cancelRequestedAt !== undefined) watched.get(record.id)?.abort('cancelled');
      }
    } catch (error) {
      log.warn('Running jobs could not be looked at for a cancel', { error: String(error) });
    }
  }

  async function lookNowAndThen(): Promise<void> {
    watching = true;
    while (watched.size > 0 && !stopped.signal.aborted) {
      await clock.wait(interval, stopped.signal);
      if (watched.size > 0 && !stopped.signal.aborted) await look();
    }
    watching = false;
  }

  return {
    watch(id) {
      const controller = watched.get(id) ?? new AbortController();
      watched.set(id, controller);
      if (!watching) void lookNowAndThen();
      return controller.signal;
    },
    unwatch: (id) => void watched.delete(id),
    stop: () => stopped.abort('over'),
  };
}
