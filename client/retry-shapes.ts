import type { ErrorCode } from '../functions/core/job-error.ts';
import type { Job } from './job-shapes.ts';

/** Of failed jobs, joined by AND; `{}` is all of them. */
export interface RetryFilter {
  readonly type?: string;
  readonly tag?: string;
  readonly code?: ErrorCode;
  /** Both exclusive. */
  readonly failedAfter?: string | Date;
  readonly failedBefore?: string | Date;
}

/** Up to 500 failed or cancelled jobs by their ids, or failed ones by a filter. */
export type Retried =
  | { readonly ids: readonly string[]; readonly filter?: never }
  | { readonly filter: RetryFilter; readonly ids?: never };

/** The job that retries others. */
export type RetryJob = Job<
  'errand-retry',
  unknown,
  {
    readonly retried: number;
    /** How many do not run again, by the reason: `missing`, `not-final`, `already-over`, `payload-gone`. */
    readonly skipped: Readonly<Record<string, number>>;
  }
>;
