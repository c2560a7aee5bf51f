import { attemptsOf } from '../core/history.ts';
import type { JobRecord } from '../core/job-record.ts';
import type { Scope } from '../core/key-store.ts';
import type { Bodies } from '../core/read-job.ts';
import { timeText } from './rfc-3339.ts';

/** A job as lists show it, as JSON text. */
export function summaryText(record: JobRecord): string {
  return JSON.stringify({ ...headOf(record), error: errorOf(record), tags: record.tags });
}

/**
 * A job with all it has, as JSON text, for a caller with these scopes. Payload and result go in as they are,
 * without being read.
 */
export function jobText(
  record: JobRecord,
  bodies: Partial<Bodies>,
  scopes: readonly Scope[],
): string {
  const history = attemptsOf(record).map((line) => ({ ...line, at: timeText(line.at) }));
  const whole = bodies.error ?? record.error;
  const error = errorOf(record, whole);
  const told = error && scopes.includes('manage') ? { ...error, stack: whole?.stack } : error;
  const tail = { error: told, history, tags: record.tags };
  return [
    JSON.stringify(headOf(record)).slice(0, -1),
    bodies.payload === undefined ? '' : `,"payload":${bodies.payload}`,
    hasResult(record) ? `,"result":${bodies.result ?? 'null'}` : '',
    `,${JSON.stringify(tail).slice(1)}`,
  ].join('');
}

/** `null` if nothing was returned. */
function hasResult({ status, erasedAt }: JobRecord): boolean {
  return status === 'succeeded' && erasedAt === undefined;
}

function headOf(record: JobRecord): object {
  const { progress } = record;
  return {
    id: record.id,
    type: record.type,
    queue: record.queue,
    status: record.status,
    attempt: record.attempt,
    maxAttempts: record.maxAttempts,
    createdAt: timeText(record.createdAt),
    runAt: optionalTime(record.runAt),
    startedAt: optionalTime(record.startedAt),
    finishedAt: optionalTime(record.finishedAt),
    cancelRequestedAt: optionalTime(record.cancelRequestedAt),
    erasedAt: optionalTime(record.erasedAt),
    progress: progress && { ...progress, at: timeText(progress.at) },
  };
}

function errorOf({ status, error }: JobRecord, whole = error): object | undefined {
  if (whole === undefined || (status !== 'failed' && status !== 'retrying')) return undefined;
  const { stack: _, ...shown } = whole;
  return { ...shown, at: timeText(shown.at) };
}

function optionalTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : timeText(time);
}
