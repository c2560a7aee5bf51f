import { type JobLine, type LineKeeper, mostLines } from '../../functions/core/job-lines.ts';
import type { SentLine } from '../local-ports.ts';

/** Milliseconds between two sends: many lines then share a write. */
const pause = 50;

/**
 * Sends the lines of jobs to the server. The first after a pause goes at once, before the code goes on that
 * may be about to end its process; the next ones go together, and no more of a job than are kept of it.
 */
export function lineSender(send: (lines: readonly SentLine[]) => void): LineKeeper {
  const pending = new Map<string, JobLine[]>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    const lines = [...pending].flatMap(([jobId, own]) =>
      own.map((line): SentLine => [jobId, JSON.stringify(line)]),
    );
    pending.clear();
    try {
      if (lines.length > 0) send(lines);
    } catch {
      // The server is gone, and this process ends.
    }
  }

  function rest(): void {
    timer = pending.size === 0 ? undefined : setTimeout(rest, pause);
    flush();
  }

  return {
    keep(jobId, line) {
      const own = pending.get(jobId) ?? [];
      own.push(line);
      if (own.length > mostLines) own.shift();
      pending.set(jobId, own);
      if (timer !== undefined) return;
      timer = setTimeout(rest, pause);
      flush();
    },
    flush,
  };
}
