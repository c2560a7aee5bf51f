import type { JobAddress } from './cancel.ts';
import { dispatch } from './dispatch-due.ts';
import { fingerprint, timeOrderedId } from './job-id.ts';
import { type JobRecord, live } from './job-record.ts';
import { keepPayload } from './keep-payload.ts';
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
    const moved = await move(ports, request, { record, runAt, now });
    if (moved !== undefined) return { outcome: 'rescheduled', job: moved };
  }
}

function refusal({ status, retryKey }: JobRecord, { key }: Reschedule) {
  if (key !== undefined && retryKey === tokenOf(key)) return 'unchanged';
  return status === 'scheduled' || status === 'retrying' ? undefined : 'not-waiting';
}

async function move(
  ports: Ports,
  { key }: Reschedule,
  { record, runAt, now }: { record: JobRecord; runAt: number; now: number },
): Promise<JobRecord | undefined> {
  const token = key === undefined ? timeOrderedId(now, ports.random) : tokenOf(key);
  const written = await ports.store.update(record.id, {
    when: [
      ['tenant', '=', record.tenant],
      ['status', '=', record.status],
      ['ticket', '=', record.ticket],
    ],
    // Two further, as for a retry by hand: an attempt that crashed may have left a message with the next
    // ticket. The message that was sent for the old time is stale from now on.
    set: { ticket: record.ticket + 2, runAt, dueAt: runAt, retryKey: token },
  });
  const moved = written.updated ? written.record : written.existing;
  // The same token although the condition failed: the SDK made the write twice, its first answer was lost.
  if (moved?.retryKey !== token) return undefined;
  // Else not to wait for the scheduler. If it fails, the due index still has the job.
  if (runAt - now <= longestMessageDelay) await dispatch(ports, [moved]);
  return moved;
}

/** A key may have 255 characters, and a record is billed whole for each write. */
function tokenOf(key: string): string {
  return fingerprint('reschedule', key);
}
