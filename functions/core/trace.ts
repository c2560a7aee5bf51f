import type { JobRecord } from './job-record.ts';
import type { Outcome } from './settle.ts';

/**
 * Shows attempts in the trace of the request that their job comes from, however much later they run. It may
 * lose some, but never throws: no job fails for it.
 */
export interface Trace {
  /** An attempt that has just been claimed. Undefined if the job has no trace, or one that is not recorded. */
  begin(claimed: JobRecord): AttemptSpan | undefined;
}

export interface AttemptSpan {
  /** For what the attempt calls: the same trace, with the attempt as the parent. */
  readonly traceparent: string;
  /**
   * How the code ended, at `now`. The record may come to say otherwise: that a cancel came first, or another
   * attempt's outcome. An attempt that never ends was killed.
   */
  end(outcome: Outcome, now: number): void;
}
