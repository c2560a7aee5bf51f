import { second } from './duration.ts';
import { stillRunning } from './end-record.ts';
import type { JobRecord, Progress } from './job-record.ts';
import type { Ports } from './ports.ts';

/** A record is billed whole for each write. */
const interval = second;
const longestNote = 200;

export interface ProgressReport {
  progress(fraction: number, note?: string): void;
  /** The last that was reported, written or not. */
  latest(): Progress | undefined;
}

/** Writes what an attempt reports, at most once a second; what comes in between waits for the settle. */
export function reportProgress({ store, clock, log }: Ports, record: JobRecord): ProgressReport {
  let last: Progress | undefined;
  let written = Number.NEGATIVE_INFINITY;

  return {
    latest: () => last,
    progress(fraction, note) {
      if (!Number.isFinite(fraction)) return;
      const at = clock.now();
      const within = Math.min(1, Math.max(0, fraction));
      last = { fraction: within, ...(note && { note: String(note).slice(0, longestNote) }), at };
      if (at - written < interval) return;
      written = at;
      store
        .update(record.id, { when: stillRunning(record), set: { progress: last } })
        .catch((error) =>
          log.warn('Progress was not written', { jobId: record.id, error: String(error) }),
        );
    },
  };
}
