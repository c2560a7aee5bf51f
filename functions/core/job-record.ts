import { day } from './duration.ts';
import type { JobError } from './job-error.ts';

export const statuses = [
  'scheduled',
  'queued',
  'running',
  'retrying',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type Status = (typeof statuses)[number];

/** A job in one of these has no attempt under way and may be claimed. */
export const waitingStatuses = ['scheduled', 'queued', 'retrying'] as const;
/** Only a retry by hand leads out of these, and not out of `succeeded`. */
const finalStatuses = ['succeeded', 'failed', 'cancelled'] as const;

export interface HistoryEntry {
  readonly status: Status;
  /** Milliseconds since 1970, as every time in a record. */
  readonly at: number;
}

export interface Progress {
  /** From 0 to 1. */
  readonly fraction: number;
  /** At most 200 characters. */
  readonly note?: string;
  readonly at: number;
}

/**
 * The job's row. DynamoDB bills the whole of it for each write, so it stays under 1 KB: what does not
 * fit is a body of its own (see `Store.putBody`).
 */
export interface JobRecord {
  readonly id: string;
  readonly tenant: string;
  readonly type: string;
  readonly queue: string;
  readonly status: Status;
  /** A message with a lower ticket is stale. */
  readonly ticket: number;
  /** Of type and payload. A message with another hash is not about this job. */
  readonly hash: string;
  /** Starts so far; 0 before the first. Fences every write of a running attempt. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly createdAt: number;
  /** Of the request that made the job: tells a replay from an answer that was lost. */
  readonly requestId: string;
  /** Jobs between this one and a request from outside; 0 for a job enqueued by a request. */
  readonly depth: number;
  readonly tags: readonly string[];
  /** Oldest first. Attempt numbers are not stored: see `attemptsOf`. */
  readonly history: readonly HistoryEntry[];
  /** Not before this time: of a job scheduled or waiting for its retry. Stays after the claim. */
  readonly runAt?: number;
  /** Present while the job is in the due index, which is sorted by it. */
  readonly dueAt?: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** Invocation and batch position of the attempt under way. */
  readonly owner?: string;
  /** Until when the attempt under way may run. */
  readonly leaseUntil?: number;
  readonly cancelRequestedAt?: number;
  readonly progress?: Progress;
  /** JSON text, if it fits; else it is the body `PAYLOAD#<hash>`. */
  readonly payload?: string;
  /** JSON text, if it fits; else see `outcomeAt`. */
  readonly result?: string;
  /** Its message is cut if it does not fit; then see `outcomeAt`. */
  readonly error?: JobError;
  /** The attempt whose result, or whole error, is the body `RESULT#<attempt>`. */
  readonly outcomeAt?: number;
  /** Present while the job is in the index of failed jobs, which is sorted by it. */
  readonly failedAt?: number;
  /** Whole seconds. Only of a final job. From then on the record counts as missing, whether or not it was removed. */
  readonly expiresAt?: number;
  readonly traceparent?: string;
  /** Of the last retry or reschedule by hand: made from its `Idempotency-Key`, or unlike any other. */
  readonly retryKey?: string;
  /** Since then the record holds nothing any more of what the job was about. */
  readonly erasedAt?: number;
}

/** How long a final record is kept. More than the 14 days that SQS keeps a message. */
export interface Retention {
  /** Milliseconds after success or cancel. @default 30 days */
  readonly done: number;
  /** Milliseconds after failure. @default 90 days */
  readonly failed: number;
}

export const defaultRetention: Retention = { done: 30 * day, failed: 90 * day };

export function isWaiting(status: Status): boolean {
  return (waitingStatuses as readonly Status[]).includes(status);
}

export function isFinal(status: Status): boolean {
  return (finalStatuses as readonly Status[]).includes(status);
}

/** Its attempt may run no more, and ended without a word. */
export function hasLapsed({ status, leaseUntil = 0 }: JobRecord, now: number): boolean {
  return status === 'running' && leaseUntil <= now;
}

/** Expired counts as missing everywhere: the store removes expired records days late. */
export function live(record: JobRecord | undefined, now: number): JobRecord | undefined {
  return record?.expiresAt !== undefined && record.expiresAt <= now ? undefined : record;
}
