import {
  type JobLine,
  type JobLogs,
  type LineKeeper,
  mostLines,
} from '../../functions/core/job-lines.ts';

/** The lines of jobs, in memory. */
export function memoryLines(): LineKeeper & JobLogs {
  const kept = new Map<string, readonly JobLine[]>();
  return {
    keep(jobId, line) {
      kept.set(jobId, [...(kept.get(jobId) ?? []), line].slice(-mostLines));
    },
    flush() {},
    find: async ({ id }) => ({ lines: kept.get(id) ?? [] }),
  };
}
