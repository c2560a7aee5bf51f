import type { JobAddress } from './cancel.ts';
import type { JobError } from './job-error.ts';
import { type JobRecord, live } from './job-record.ts';
import type { Ports } from './ports.ts';

/** A job of another tenant is not to be told from one that does not exist. */
export async function getJob(
  { store, clock }: Ports,
  { tenant, id }: JobAddress,
): Promise<JobRecord | undefined> {
  const record = live(await store.get(id), clock.now());
  return record?.tenant === tenant ? record : undefined;
}

/** At most 100, in the order asked, missing ones left out. */
export async function getJobs(
  { store, clock }: Ports,
  { tenant, ids }: { tenant: string; ids: readonly string[] },
): Promise<readonly JobRecord[]> {
  const records = await store.getMany(ids);
  const now = clock.now();
  return records.filter(
    (record): record is JobRecord => live(record, now) !== undefined && record?.tenant === tenant,
  );
}

export interface Bodies {
  /** JSON text. None: it has expired. */
  readonly payload: string | undefined;
  /** JSON text. */
  readonly result: string | undefined;
  readonly error: JobError | undefined;
}

/** What a record holds itself, or has stored beside it. */
export async function readBodies({ store }: Ports, record: JobRecord): Promise<Bodies> {
  const { id, hash, outcomeAt, status, payload, result, error } = record;
  // Even while they are being removed.
  if (record.erasedAt !== undefined) return { payload: undefined, result: undefined, error };
  const [storedPayload, outcome] = await Promise.all([
    payload ?? store.getBody(id, `PAYLOAD#${hash}`),
    outcomeAt === undefined ? undefined : store.getBody(id, `RESULT#${outcomeAt}`),
  ]);
  const whole = status !== 'succeeded' && outcome !== undefined;
  return {
    payload: storedPayload,
    result: result ?? (status === 'succeeded' ? outcome : undefined),
    error: whole ? (JSON.parse(outcome) as JobError) : error,
  };
}
