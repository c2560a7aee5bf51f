import type { JobRecord } from './job-record.ts';
import { payloadExpiry } from './new-record.ts';
import type { Ports } from './ports.ts';

/** The body of a payload lasts until a while after `due`, which a move may have put off. False if it is gone. */
export async function keepPayload(
  { store, retention }: Pick<Ports, 'store' | 'retention'>,
  { id, hash, payload }: JobRecord,
  due: number,
): Promise<boolean> {
  if (payload !== undefined) return true;
  return store.extendBody(id, `PAYLOAD#${hash}`, payloadExpiry(due, retention));
}
