import type { JobAddress } from './cancel.ts';
import type { JobError } from './job-error.ts';
import { isFinal, type JobRecord, live } from './job-record.ts';
import type { Ports } from './ports.ts';

export type Erased =
  | { readonly outcome: 'erased' | 'not-final'; readonly job: JobRecord }
  | { readonly outcome: 'missing' };

/**
 * Takes from a job that is over what may be about a person: payload, result, the text of its error, the note
 * of its progress and its tags. The rest stays until the record would have expired. A duplicate of the job's
 * message still holds the payload, for 14 days at most: if it found no record, it would make one and run.
 */
export async function eraseJob(ports: Ports, address: JobAddress): Promise<Erased> {
  for (;;) {
    const record = live(await ports.store.get(address.id), ports.clock.now());
    if (record === undefined || record.tenant !== address.tenant) return { outcome: 'missing' };
    if (!isFinal(record.status)) return { outcome: 'not-final', job: record };

    const erased = record.erasedAt === undefined ? await eraseRecord(ports, record) : record;
    if (erased === undefined) continue;
    // After the record, so that no retry by hand finds a payload that is about to go. The second time as
    // well: whoever erased the record may have died before it came to this.
    await ports.store.deleteBodies(address.id);
    return { outcome: 'erased', job: erased };
  }
}

/** Undefined if another writer was faster. */
async function eraseRecord(
  { store, clock, log }: Ports,
  record: JobRecord,
): Promise<JobRecord | undefined> {
  const { id, type, error } = record;
  const written = await store.update(id, {
    when: [
      ['tenant', '=', record.tenant],
      ['status', '=', record.status],
      ['ticket', '=', record.ticket],
      ['erasedAt', 'absent'],
    ],
    set: {
      erasedAt: clock.now(),
      // A retry by hand that has seen the payload finds another ticket, in the release before this as well.
      ticket: record.ticket + 1,
      tags: [],
      ...(error && { error: wordless(error) }),
    },
    remove: ['payload', 'result', 'progress', 'outcomeAt'],
  });
  if (!written.updated) return undefined;
  log.info(`Erased job ${id}`, { jobId: id, type });
  return written.record;
}

function wordless({ code, attempt, at }: JobError): JobError {
  return { code, name: 'Erased', message: 'Erased', attempt, at };
}
