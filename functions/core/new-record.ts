import { day } from './duration.ts';
import type { JobRecord, Retention } from './job-record.ts';
import type { Message } from './message.ts';
import type { Store } from './store.ts';

/**
 * The record that a message asks for, before any attempt. Whoever makes it, the enqueuer or a claim that
 * found none, makes the same one: so the payload is inline for both, or for both a body of its own.
 */
export function recordOf(message: Message, queue: string, store: Pick<Store, 'room'>): JobRecord {
  const { payload, resent: _, ...known } = message;
  const status = message.runAt === undefined ? 'queued' : 'scheduled';
  const record: JobRecord = {
    ...known,
    queue,
    status,
    attempt: 0,
    history: [{ status, at: message.createdAt }],
  };
  const fits = payload !== undefined && Buffer.byteLength(payload) <= store.room(record, 'created');
  return fits ? { ...record, payload } : record;
}

/**
 * When the body of a payload may be removed: it has to outlive the record and every message that points to
 * it. 14 days is the longest that SQS keeps a message.
 */
export function payloadExpiry(due: number, { done, failed }: Retention): number {
  return due + 14 * day + Math.max(done, failed) + 7 * day;
}
