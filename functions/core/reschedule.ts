import type { JobAddress } from './cancel.ts';
import { dispatch } from './dispatch-due.ts';
import { type JobRecord, live } from './job-record.ts';
import { keepPayload } from './keep-payload.ts';
import { moveByHand, newToken, tokenOf } from './move-by-hand.ts';
import type { Ports } from './ports.ts';
import { longestMessageDelay } from './queue.ts';

export interface Reschedule extends JobAddress {
  /** Not before this time, in milliseconds; one that has passed is now. */
  readonly runAt: number;
  /** The caller's `Idempotency-Key`: the second of two equal ones changes nothing. */
  readonly key?: string;
}

export type Rescheduled =
  | {
      readonly outcome: 'rescheduled' | 'unchanged' | 'not-waiting' | 'payload-gone';
      readonly job: JobRecord;
    }
  | { readonly outcome: 'missing' };

/** Gives a job that waits for its time another time. Its status stays as it is. */
export async function rescheduleJob(ports: Ports, request: Reschedule): Promise<Rescheduled> {
  for (;;) {
    const now = ports.clock.now();
    const record = live(await ports.store.get(request.id), now);
    if (record === undefined || record.tenant !== request.tenant) return { outcome: 'missing' };
    const refused = refusal(record, request);
    if (refused !== undefined) return { outcome: refused, job: record };

    const runAt = Math.max(now, request.runAt);
    // Before the record says so: a crash in between keeps a body too long, not too short.
    if (!(await keepPayload(ports, record, runAt))) return { outcome: 'payload-gone', job: record };
    const token = newToken('reschedule', request.key, ports);
    const job = await moveByHand(ports, { record, runAt, token });
    if (job === undefined) continue;
    // Not to wait for the scheduler. If it fails, the due index still has the job.
    if (runAt - now <= longestMessageDelay) await dispatch(ports, [job]);
    return { outcome: 'rescheduled', job };
  }
}

function refusal({ status, retryKey }: JobRecord, { key }: Reschedule) {
  if (key !== undefined && retryKey === tokenOf('reschedule', key)) return 'unchanged';
  return status === 'scheduled' || status === 'retrying' ? undefined : 'not-waiting';
}
