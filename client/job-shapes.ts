import type { ErrorCode } from '../functions/core/job-error.ts';
import type { Status } from '../functions/core/job-record.ts';

/** The last three are final. */
export type JobStatus = Status;

/** Times are RFC 3339, in UTC. */
export interface ListedJob<Name extends string = string> {
  readonly id: string;
  readonly type: Name;
  readonly queue: string;
  readonly status: JobStatus;
  /** 0 before the first start. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly createdAt: string;
  readonly runAt?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly cancelRequestedAt?: string;
  readonly erasedAt?: string;
  /** `fraction`: from 0 to 1. */
  readonly progress?: { readonly fraction: number; readonly note?: string; readonly at: string };
  /** Of the last attempt that failed. */
  readonly error?: JobError;
  readonly tags: readonly string[];
}

export interface JobError {
  readonly code: ErrorCode;
  readonly name: string;
  readonly message: string;
  readonly attempt: number;
  readonly at: string;
  /** For keys that may `manage`. */
  readonly stack?: string;
}

export interface Job<Name extends string = string, Payload = unknown, Result = unknown>
  extends ListedJob<Name> {
  /** Missing once the job was erased. */
  readonly payload?: Payload;
  /** Of a job that succeeded; null if its code returned nothing. */
  readonly result?: Result;
  readonly history: readonly {
    readonly status: JobStatus;
    readonly at: string;
    readonly attempt: number;
  }[];
}

/** When a job starts. Neither: now. Both are refused. */
export interface Start {
  /** One number and a unit: `500ms`, `10s`, `15m`, `3h`, `7d`; at most 366 days. */
  readonly delay?: string;
  readonly runAt?: string | Date;
}

export interface LogLine {
  readonly at: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly attempt: number;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** The last 100 lines, oldest first; on AWS none, but the address where people find them. */
export interface JobLog {
  readonly lines: readonly LogLine[];
  readonly url?: string;
}
