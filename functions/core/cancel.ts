import { endChange } from './end-record.ts';
import { isFinal, type JobRecord, live, waitingStatuses } from './job-record.ts';
import { logStatus } from './log-status.ts';
import type { Ports } from './ports.ts';

export interface JobAddress {
  readonly tenant: string;
  readonly id: string;
}

export type Cancelled =
  /** `requested`: it runs, and its signal will fire. `unchanged`: it was cancelled before. */
  | { readonly outcome: 'cancelled' | 'requested' | 'unchanged' | 'over'; readonly job: JobRecord }
  | { readonly outcome: 'missing' };

/** A job that waits never starts; a running one is asked to end. */
export async function cancelJob(ports: Ports, address: JobAddress): Promise<Cancelled> {
  for (;;) {
    const now = ports.clock.now();
    const record = live(await ports.store.get(address.id), now);
    if (record === undefined || record.tenant !== address.tenant) return { outcome: 'missing' };
    // It may start, or end, between the read and the write: then the next round sees that. There is a next
    // round only if another writer got through, so somebody makes progress.
    const cancelled = await cancelSeen(ports, record, now);
    if (cancelled !== undefined) return cancelled;
  }
}

function cancelSeen(
  ports: Ports,
  record: JobRecord,
  now: number,
): Promise<Cancelled | undefined> | Cancelled {
  if (record.status === 'cancelled') return { outcome: 'unchanged', job: record };
  if (isFinal(record.status)) return { outcome: 'over', job: record };
  if (record.status === 'running') return requestCancel(ports, record, now);
  return cancelWaiting(ports, record, now);
}

async function cancelWaiting(
  { store, log, retention }: Ports,
  record: JobRecord,
  now: number,
): Promise<Cancelled | undefined> {
  const change = endChange(
    record,
    { status: 'cancelled' },
    [
      ['tenant', '=', record.tenant],
      ['status', 'in', waitingStatuses],
      ['ticket', '=', record.ticket],
      ['attempt', '=', record.attempt],
    ],
    { now, retention },
  );
  const written = await store.update(record.id, change);
  if (!written.updated) return undefined;
  logStatus(log, written.record);
  return { outcome: 'cancelled', job: written.record };
}

async function requestCancel(
  { store }: Ports,
  record: JobRecord,
  now: number,
): Promise<Cancelled | undefined> {
  if (record.cancelRequestedAt !== undefined) return { outcome: 'requested', job: record };
  const written = await store.update(record.id, {
    when: [
      ['tenant', '=', record.tenant],
      ['status', '=', 'running'],
      ['cancelRequestedAt', 'absent'],
    ],
    set: { cancelRequestedAt: now },
  });
  return written.updated ? { outcome: 'requested', job: written.record } : undefined;
}
