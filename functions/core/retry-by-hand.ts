import type { JobAddress } from './cancel.ts';
import { dispatch } from './dispatch-due.ts';
import { historyWith } from './history.ts';
import { type JobRecord, live } from './job-record.ts';
import { keepPayload } from './keep-payload.ts';
import { logStatus } from './log-status.ts';
import { moveByHand, newToken, tokenOf } from './move-by-hand.ts';
import type { Ports } from './ports.ts';

export interface HandRetry extends JobAddress {
  /** Allowed beside those made so far: the policy's. */
  readonly attempts: number;
  /** The caller's `Idempotency-Key`: the second of two equal ones changes nothing. */
  readonly key?: string;
  /** Not before this time, in milliseconds. @default now */
  readonly runAt?: number;
}

export type Retried =
  | {
      readonly outcome: 'retried' | 'unchanged' | 'not-final' | 'already-over' | 'payload-gone';
      readonly job: JobRecord;
    }
  | { readonly outcome: 'missing' };

/** Lets a failed or cancelled job run again, due now. */
export async function retryJob(ports: Ports, request: Omit<HandRetry, 'runAt'>): Promise<Retried> {
  const retried = await reopenJob(ports, request);
  // Not to wait for the scheduler. If it fails, the due index still has the job.
  if (retried.outcome === 'retried') await dispatch(ports, [retried.job]);
  return retried;
}

/** Puts a failed or cancelled job back into the due index. Whoever sends it at once has it run sooner. */
export async function reopenJob(ports: Ports, request: HandRetry): Promise<Retried> {
  for (;;) {
    const now = ports.clock.now();
    const record = live(await ports.store.get(request.id), now);
    if (record === undefined || record.tenant !== request.tenant) return { outcome: 'missing' };
    const refused = refusal(record, request);
    if (refused !== undefined) return { outcome: refused, job: record };
    const runAt = Math.max(now, Math.ceil(request.runAt ?? now));
    if (!(await keepPayload(ports, record, runAt))) return { outcome: 'payload-gone', job: record };

    const retried = await reopen(ports, request, { record, runAt, now });
    if (retried !== undefined) return { outcome: 'retried', job: retried };
  }
}

function refusal({ status, retryKey, erasedAt }: JobRecord, { key }: HandRetry) {
  if (key !== undefined && retryKey === tokenOf('retry', key)) return 'unchanged';
  if (status === 'succeeded') return 'already-over';
  if (status !== 'failed' && status !== 'cancelled') return 'not-final';
  // Its body may still be there for a moment.
  return erasedAt === undefined ? undefined : 'payload-gone';
}

async function reopen(
  ports: Ports,
  { attempts, key }: HandRetry,
  { record, runAt, now }: { record: JobRecord; runAt: number; now: number },
): Promise<JobRecord | undefined> {
  const reopened = await moveByHand(ports, {
    record,
    runAt,
    token: newToken('retry', key, ports),
    also: {
      set: {
        status: 'scheduled',
        maxAttempts: record.attempt + attempts,
        history: historyWith(record, 'scheduled', now),
      },
      remove: [
        'result',
        'error',
        'outcomeAt',
        'cancelRequestedAt',
        'expiresAt',
        'finishedAt',
        'failedAt',
        'progress',
      ],
    },
  });
  if (reopened !== undefined) logStatus(ports.log, reopened);
  return reopened;
}
