import type { JobType } from './define-job.ts';
import { second } from './duration.ts';
import { fingerprint, timeOrderedId } from './job-id.ts';
import { type JobRecord, live } from './job-record.ts';
import { logStatus } from './log-status.ts';
import { encodeMessage, type Message } from './message.ts';
import { payloadExpiry, recordOf } from './new-record.ts';
import type { Ports } from './ports.ts';
import { longestMessageDelay, type Sent } from './queue.ts';

/** One job as its caller asks for it; the payload has passed the type's schema. */
export interface NewJob {
  readonly type: Pick<JobType, 'name' | 'queue' | 'maxAttempts'>;
  /** What `JSON.parse` made. */
  readonly payload: unknown;
  /** The same as JSON text, if the caller has it at hand: it may be long. */
  readonly payloadText?: string;
  /** Not before this time; none or a past one: now. */
  readonly runAt?: number;
  readonly tags: readonly string[];
  /** Made from an `Idempotency-Key`. Without it the job gets an id of its own. */
  readonly id?: string;
}

/** Where new jobs come from. */
export interface Origin {
  readonly tenant: string;
  readonly requestId: string;
  readonly depth: number;
  readonly traceparent?: string;
}

export type Enqueued =
  /** `replayed`: an earlier request with the same key made it. */
  | { readonly outcome: 'accepted'; readonly job: JobRecord; readonly replayed: boolean }
  /** The key was used for another type or payload. */
  | { readonly outcome: 'conflict'; readonly job: JobRecord }
  | { readonly outcome: 'unavailable'; readonly reason: string };

interface Draft {
  readonly record: JobRecord;
  readonly message: Message;
  readonly payload: string;
}

/** One outcome each, in their order. Rejects if the store cannot say whether the keys were used before. */
export async function enqueueJobs(
  ports: Ports,
  origin: Origin,
  jobs: readonly NewJob[],
): Promise<readonly Enqueued[]> {
  const now = ports.clock.now();
  const drafts = jobs.map((job) => draftOf(job, origin, now, ports));
  const earlier = await findEarlier(ports, jobs, drafts, now);
  const fresh = drafts.filter((_, place) => earlier[place] === undefined);

  const bodies = new Map(await Promise.all(fresh.map((draft) => storePayload(ports, draft))));
  const stored = fresh.filter((draft) => bodies.get(draft)?.ok);
  const sent = await sendMessages(ports, stored, now);

  return Promise.all(
    drafts.map((draft, place) => {
      const found = earlier[place];
      if (found !== undefined) return compare(found, draft);
      const failed = [bodies.get(draft), sent.get(draft)].find((outcome) => outcome?.ok === false);
      if (failed?.ok === false) return { outcome: 'unavailable' as const, reason: failed.reason };
      return writeRecord(ports, draft, now);
    }),
  );
}

function draftOf(job: NewJob, origin: Origin, now: number, { store, random }: Ports): Draft {
  const payload = job.payloadText ?? JSON.stringify(job.payload);
  const message: Message = {
    ...origin,
    id: job.id ?? timeOrderedId(now, random),
    type: job.type.name,
    ticket: 0,
    hash: fingerprint(job.type.name, job.payload),
    createdAt: now,
    ...(job.runAt !== undefined && job.runAt > now && { runAt: job.runAt }),
    maxAttempts: job.type.maxAttempts,
    tags: [...new Set(job.tags)],
    payload,
  };
  return { message, payload, record: recordOf(message, job.type.queue, store) };
}

/** Only ids made from a key can have been used before. */
async function findEarlier(
  { store }: Ports,
  jobs: readonly NewJob[],
  drafts: readonly Draft[],
  now: number,
): Promise<readonly (JobRecord | undefined)[]> {
  const keyed = drafts.filter((_, place) => jobs[place]?.id !== undefined);
  if (keyed.length === 0) return [];
  const records = await store.getMany(keyed.map(({ record }) => record.id));
  const found = new Map(records.map((record) => [record?.id, live(record, now)]));
  return drafts.map(({ record }) => found.get(record.id));
}

/** Before the message, which would otherwise point to nothing. */
async function storePayload(ports: Ports, draft: Draft): Promise<[Draft, Sent]> {
  const { record, payload } = draft;
  if (record.payload !== undefined) return [draft, { ok: true }];
  const expiresAt = payloadExpiry(record.runAt ?? record.createdAt, ports.retention);
  try {
    await ports.store.putBody(record.id, `PAYLOAD#${record.hash}`, payload, expiresAt);
    return [draft, { ok: true }];
  } catch (error) {
    return [draft, { ok: false, reason: `The payload could not be stored: ${String(error)}` }];
  }
}

async function sendMessages(
  { queue }: Ports,
  drafts: readonly Draft[],
  now: number,
): Promise<ReadonlyMap<Draft, Sent>> {
  const soon = drafts.filter(({ record }) => (record.runAt ?? now) - now <= longestMessageDelay);
  const outcomes = [...Map.groupBy(soon, ({ record }) => record.queue)].map(
    async ([name, group]) => {
      const messages = group.map(({ message }) => ({
        body: encodeMessage(message),
        delaySeconds: Math.ceil(((message.runAt ?? now) - now) / second),
      }));
      const sent = await queue
        .send(name, messages)
        .catch((error): Sent[] => group.map(() => ({ ok: false, reason: String(error) })));
      return group.map((draft, place): [Draft, Sent] => [
        draft,
        sent[place] ?? { ok: false, reason: 'The queue said nothing of this message' },
      ]);
    },
  );
  return new Map((await Promise.all(outcomes)).flat());
}

/**
 * After the message, so that nothing is acknowledged that only a record outside the due index knows of. If
 * a crash comes between the two, the claim writes the record; if this write fails, so it does.
 */
async function writeRecord(ports: Ports, draft: Draft, now: number): Promise<Enqueued> {
  const isLater = (draft.record.runAt ?? now) - now > longestMessageDelay;
  const record = isLater ? { ...draft.record, dueAt: draft.record.runAt ?? now } : draft.record;
  try {
    const written = await ports.store.create(record, now);
    if (!written.created) return compare(written.existing, draft);
  } catch (error) {
    if (isLater) return { outcome: 'unavailable', reason: String(error) };
    ports.log.warn(`The record of job ${record.id} is left to its claim`, {
      jobId: record.id,
      error: String(error),
    });
  }
  logStatus(ports.log, record);
  return { outcome: 'accepted', job: record, replayed: false };
}

/** The same request id: the worker, or this client's own repeated call, was first. That is no replay. */
function compare(existing: JobRecord, { record }: Draft): Enqueued {
  if (existing.hash !== record.hash) return { outcome: 'conflict', job: existing };
  const replayed = existing.requestId !== record.requestId;
  return { outcome: 'accepted', job: existing, replayed };
}
