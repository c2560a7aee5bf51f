import type { Status } from '../../functions/core/job-record.ts';

/** Of a job, what lists show of it. Times are RFC 3339. */
export interface ListedJob {
  readonly id: string;
  readonly type: string;
  readonly queue: string;
  readonly status: Status;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly createdAt: string;
  readonly runAt?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly cancelRequestedAt?: string | undefined;
  readonly erasedAt?: string | undefined;
  readonly progress?:
    | { readonly fraction: number; readonly note?: string | undefined; readonly at: string }
    | undefined;
  readonly error?: ShownError | undefined;
  readonly tags: readonly string[];
}

export interface ShownError {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly attempt: number;
  readonly at: string;
  readonly stack?: string | undefined;
}

export interface WholeJob extends ListedJob {
  readonly payload?: unknown;
  readonly result?: unknown;
  readonly history: readonly {
    readonly status: Status;
    readonly at: string;
    readonly attempt: number;
  }[];
}
