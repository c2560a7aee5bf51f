import type { JobError } from '../functions/core/job-error.ts';
import type { JobRecord, Status } from '../functions/core/job-record.ts';
import type { MemoryStore } from './world/memory-store.ts';

/** A job as it is at one moment. */
export interface TestJob<Name extends string = string, Payload = unknown, Result = unknown> {
  readonly id: string;
  readonly type: Name;
  readonly status: Status;
  readonly payload: Payload;
  /** Of a job that succeeded. */
  readonly result?: Result;
  /** Of the last attempt that failed. */
  readonly error?: JobError;
  /** Starts so far. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly createdAt: Date;
  /** Not before this time. @default - at once */
  readonly runAt?: Date;
  readonly tags: readonly string[];
  /** What it reported last. */
  readonly progress?: { readonly fraction: number; readonly note?: string };
}

/** What the record holds itself, and what has been stored beside it. */
export function jobOfRecord(store: MemoryStore, record: JobRecord): TestJob {
  const { id, type, status, attempt, maxAttempts, createdAt, runAt, tags, progress } = record;
  const outcome =
    record.outcomeAt === undefined ? undefined : store.findBody(id, `RESULT#${record.outcomeAt}`);
  const payload = record.payload ?? store.findBody(id, `PAYLOAD#${record.hash}`);
  const hasSucceeded = status === 'succeeded';
  const result = record.result ?? (hasSucceeded ? outcome : undefined);
  const error = hasSucceeded ? undefined : (parsed(outcome) ?? record.error);
  return {
    id,
    type,
    status,
    payload: parsed(payload),
    ...(result !== undefined && { result: parsed(result) }),
    ...(error !== undefined && { error: error as JobError }),
    attempt,
    maxAttempts,
    createdAt: new Date(createdAt),
    ...(runAt !== undefined && { runAt: new Date(runAt) }),
    tags,
    ...(progress !== undefined && { progress: shown(progress) }),
  };
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

function shown({ fraction, note }: NonNullable<JobRecord['progress']>) {
  return { fraction, ...(note !== undefined && { note }) };
}
