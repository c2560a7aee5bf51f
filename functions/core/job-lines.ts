import type { JobRecord } from './job-record.ts';
import type { Log } from './log.ts';

export type LogLevel = keyof Log;

/** What the code of a job has logged in one call. */
export interface JobLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: LogLevel;
  readonly attempt: number;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** So many lines of a job are shown: the last ones. */
export const mostLines = 100;

/**
 * Keeps the lines of jobs where no service of the platform does. They are a help and no record: one that
 * cannot be kept is lost, and no job fails by it.
 */
export interface LineKeeper {
  /** Never throws, and nobody waits for it. The line has been cut by `cutLine`. */
  keep(jobId: string, line: JobLine): void;
  /** An attempt is over: its lines have to be found as soon as its outcome is. */
  flush(): void;
}

export interface FoundLines {
  /** At most `mostLines`, oldest first. */
  readonly lines: readonly JobLine[];
  /** Where people find the lines that are not shown here. */
  readonly url?: string;
}

/** Finds what a job has logged. An erased job has no lines that could be found here. */
export interface JobLogs {
  find(record: JobRecord, now: number): Promise<FoundLines>;
}
