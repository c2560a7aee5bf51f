import type { Status } from '../../functions/core/job-record.ts';
import type { Scope } from '../../functions/core/key-store.ts';

/** What the API answers, as openapi.json says. Times are RFC 3339. */
export interface Caller {
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  /** The job types that it may start. @default - all */
  readonly types?: readonly string[];
}

export interface JobError {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly attempt: number;
  readonly at: string;
  readonly stack?: string;
}

export interface Progress {
  /** From 0 to 1. */
  readonly fraction: number;
  readonly note?: string;
  readonly at: string;
}

export interface JobSummary {
  readonly id: string;
  readonly type: string;
  readonly queue: string;
  readonly status: Status;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly createdAt: string;
  readonly runAt?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly cancelRequestedAt?: string;
  readonly erasedAt?: string;
  readonly progress?: Progress;
  readonly error?: JobError;
  readonly tags: readonly string[];
}

export interface HistoryEntry {
  readonly status: Status;
  readonly at: string;
  readonly attempt: number;
}

export interface Job extends JobSummary {
  readonly payload?: unknown;
  readonly result?: unknown;
  readonly history: readonly HistoryEntry[];
}

export interface JobLogs {
  /** Oldest first. */
  readonly lines: readonly {
    readonly at: string;
    readonly level: 'debug' | 'info' | 'warn' | 'error';
    readonly attempt: number;
    readonly message: string;
    readonly fields?: Readonly<Record<string, unknown>>;
  }[];
  /** Where people find them, if not here. */
  readonly url?: string;
}

export interface JobPage {
  readonly jobs: readonly JobSummary[];
  readonly cursor?: string;
}

export interface JobTypeView {
  readonly name: string;
  readonly queue: string;
  readonly timeout: string;
  readonly maxAttempts: number;
  readonly maxPayload: number;
  /** JSON Schema. */
  readonly input: unknown;
}

export interface QueueView {
  readonly name: string;
  readonly paused: boolean;
  readonly waiting: number;
  readonly delayed: number;
  readonly inFlight: number;
  readonly deadLetters: number;
  readonly oldestSeconds?: number;
}

export interface TypeStats {
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly retried: number;
  readonly durationMs: number;
  readonly averageDurationMs: number;
}

export interface MinuteStats {
  readonly at: string;
  readonly types: Readonly<Record<string, TypeStats>>;
}

export interface ScheduleSummary {
  readonly name: string;
  readonly type: string;
  readonly cron?: string;
  readonly timeZone?: string;
  readonly every?: string;
  readonly overlap: string;
  readonly missed: string;
  readonly paused: boolean;
  readonly origin: 'api' | 'code';
  readonly next: readonly string[];
  readonly lastJob?: { readonly id: string; readonly at: string; readonly status?: Status };
  readonly skipped?: { readonly count: number; readonly lastAt: string };
}

export interface Schedule extends ScheduleSummary {
  readonly payload: unknown;
}
