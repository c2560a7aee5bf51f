import type { Change, Condition } from './condition.ts';
import { second } from './duration.ts';
import { historyWith } from './history.ts';
import type { JobError } from './job-error.ts';
import type { JobRecord, Retention } from './job-record.ts';

export type End =
  | { readonly status: 'succeeded' | 'cancelled' }
  | { readonly status: 'failed'; readonly error: JobError };

/** Nobody but the attempt itself can meet this. */
export function stillRunning({ tenant, attempt, owner }: JobRecord): Condition {
  return [
    ['tenant', '=', tenant],
    ['status', '=', 'running'],
    ['attempt', '=', attempt],
    ['owner', '=', owner ?? ''],
  ];
}

/** Holds only as long as nobody has written what the lines here decide by. */
export function unchangedSince(record: JobRecord): Condition {
  return [
    ['tenant', '=', record.tenant],
    ['status', '=', record.status],
    ['ticket', '=', record.ticket],
    ['attempt', '=', record.attempt],
    record.owner === undefined ? ['owner', 'absent'] : ['owner', '=', record.owner],
    record.cancelRequestedAt === undefined
      ? ['cancelRequestedAt', 'absent']
      : ['cancelRequestedAt', '=', record.cancelRequestedAt],
  ];
}

/** Makes `record` final. */
export function endChange(
  record: JobRecord,
  end: End,
  when: Condition,
  { now, retention }: { now: number; retention: Retention },
): Change {
  const failed = end.status === 'failed';
  return {
    when,
    set: {
      status: end.status,
      finishedAt: now,
      expiresAt: wholeSeconds(now + (failed ? retention.failed : retention.done)),
      history: historyWith(record, end.status, now),
      ...(failed && { error: end.error, failedAt: now }),
    },
    // What an earlier attempt left: its whole error must not be shown as the reason of this end.
    remove: ['owner', 'leaseUntil', 'dueAt', 'outcomeAt', ...(failed ? [] : (['error'] as const))],
  };
}

/** The new record, never started, that is final at once. */
export function endedRecord(
  record: JobRecord,
  end: End,
  { now, retention }: { now: number; retention: Retention },
): JobRecord {
  const { set } = endChange(record, end, [], { now, retention });
  return { ...record, ...set };
}

/** DynamoDB removes expired items by a time in seconds. */
function wholeSeconds(time: number): number {
  return Math.ceil(time / second) * second;
}
