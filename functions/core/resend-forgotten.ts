import { chunksOf } from './chunks-of.ts';
import { day, second } from './duration.ts';
import { unchangedSince } from './end-record.ts';
import { hasLapsed, isWaiting, type JobRecord } from './job-record.ts';
import { keepPayload } from './keep-payload.ts';
import type { Ports } from './ports.ts';
import { readRecords } from './read-records.ts';
import { type IndexEntry, mostRecords } from './store.ts';

/** Where the daily pass over a shard of all jobs stands. Kept as JSON text in the shard's note. */
interface Pass {
  /** Shards there were: with another number the jobs are divided otherwise. */
  readonly shards: number;
  /** When the pass before began. None: there was none, or it does not count any more. */
  readonly from?: number;
  readonly to: number;
  /** Where to go on. None: the pass is over. */
  readonly cursor?: string;
}

interface Resend {
  readonly shard: number;
  readonly deadline: number;
  /** That the last run left. */
  readonly note: string | undefined;
}

/** A job is looked at each time it has become older by this. SQS deletes its message after 14 days. */
const lookEvery = 10 * day;
/** Of one run: the next one has to be on time for what is due. */
const longestLook = 30 * second;
const parallelWrites = 50;

/**
 * Once a day looks at the jobs that have become another ten days older, and puts those into the due index
 * that are not over and not in it: the scheduler then sends them anew, with the same ticket. So a message is
 * at most eleven days old before there is a second one, however often and however long its job has waited.
 * Answers the new note; a pass that a run cannot finish is continued by the next.
 */
export async function resendForgotten(ports: Ports, { shard, deadline, note }: Resend) {
  const { store, clock, log } = ports;
  const until = Math.min(deadline, clock.now() + longestLook);
  let pass = passAfter(note, store.dueShards, clock.now());
  let count = 0;
  while (pass !== undefined && clock.now() < until) {
    const page = await store.everyJob(shard, pass.to - lookEvery + 1, pass.cursor);
    count += await putBack(ports, page.entries.filter(olderIn(pass)));
    const { cursor: _, ...rest } = pass;
    note = JSON.stringify({ ...rest, ...(page.cursor !== undefined && { cursor: page.cursor }) });
    pass = page.cursor === undefined ? undefined : { ...rest, cursor: page.cursor };
  }
  if (count > 0) log.info(`${count} jobs have waited for ten days: their messages are sent anew`);
  return note;
}

/** The pass to go on with, if it is time for one. */
function passAfter(note: string | undefined, shards: number, now: number): Pass | undefined {
  const last = note === undefined ? undefined : (JSON.parse(note) as Pass);
  if (last === undefined || last.shards !== shards) return { shards, to: now };
  if (last.cursor !== undefined) return last;
  return now - last.to < day ? undefined : { shards, from: last.to, to: now };
}

/** Whether a job has passed another tenth day since the last pass; without one, any. */
function olderIn({ from, to }: Pass): (entry: IndexEntry) => boolean {
  return ({ key }) => {
    const createdAt = Number.parseInt(key, 10);
    const before = from === undefined ? 0 : periods(from - createdAt);
    return periods(to - createdAt) > before;
  };
}

function periods(age: number): number {
  return Math.max(0, Math.floor(age / lookEvery));
}

async function putBack(ports: Ports, entries: readonly IndexEntry[]): Promise<number> {
  let count = 0;
  for (const chunk of chunksOf(entries, mostRecords)) {
    const now = ports.clock.now();
    const records = await readRecords(
      ports,
      chunk.map(({ id }) => id),
    );
    const forgotten = records.filter((record) => record !== undefined && isForgotten(record, now));
    for (const some of chunksOf(forgotten, parallelWrites)) {
      const written = await Promise.all(
        some.map((record) => record && putIntoIndex(ports, record, now)),
      );
      count += written.filter(Boolean).length;
    }
  }
  return count;
}

/** It lives on a message alone. One whose attempt ended without a word does as well. */
function isForgotten(record: JobRecord, now: number): boolean {
  return record.dueAt === undefined && (isWaiting(record.status) || hasLapsed(record, now));
}

async function putIntoIndex(ports: Ports, record: JobRecord, now: number): Promise<boolean> {
  const dueAt = Math.max(now, isWaiting(record.status) ? (record.runAt ?? now) : now);
  await keepPayload(ports, record, dueAt);
  const { updated } = await ports.store.update(record.id, {
    when: [...unchangedSince(record), ['dueAt', 'absent']],
    set: { dueAt },
  });
  return updated;
}
