import type { Change } from './condition.ts';
import type { JobRecord } from './job-record.ts';
import type { KeyStore } from './key-store.ts';
import type { ScheduleStore } from './schedule-store.ts';

/** That one call of `getMany` may ask for. */
export const mostRecords = 1_000;

/**
 * What is too large for the record. A payload's name holds its hash, a result's its attempt. `STATE` is what
 * a job of Errand's own hands on to its next attempt.
 */
export type BodyName = `PAYLOAD#${string}` | `RESULT#${number}` | 'STATE';

export type Created =
  | { readonly created: true }
  | { readonly created: false; readonly existing: JobRecord };

export type Updated =
  | { readonly updated: true; readonly record: JobRecord }
  /** `existing` as it was when the condition failed; none if there is no record. */
  | { readonly updated: false; readonly existing: JobRecord | undefined };

export interface PageRequest {
  readonly tenant: string;
  /** At most this many. */
  readonly limit: number;
  /** Entries that sort before this key; from the newest on without it. */
  readonly before?: string;
  /** Only entries later than this time, in milliseconds. */
  readonly after?: number;
}

export interface IndexEntry {
  readonly id: string;
  /** `<time>#<id>`, the time in 13 digits: the place in the index, and the next page's `before`. */
  readonly key: string;
}

export interface DueEntry extends IndexEntry {
  readonly dueAt: number;
}

/** Some of all jobs. No `cursor`: these were the last. */
export interface EntryPage {
  readonly entries: readonly IndexEntry[];
  /** For the page after this one. */
  readonly cursor?: string;
}

/** `note`: what the last holder left. */
export type TakenShard =
  | { readonly taken: true; readonly note?: string }
  | { readonly taken: false };

export interface ShardLease {
  readonly owner: string;
  /** Milliseconds, as `now`. */
  readonly until: number;
  readonly now: number;
}

/** Ends of attempts in one minute, for the dashboard. Approximate: a lost write is not repeated. */
export interface TypeStats {
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly retried: number;
  /** Sum over the attempts, in milliseconds. One that ended without a word adds none. */
  readonly duration: number;
}

export interface MinuteStats {
  /** The minute's beginning. */
  readonly minute: number;
  readonly types: Readonly<Record<string, TypeStats>>;
}

/**
 * Where records live. A method that rejects may have written or not: callers treat its effect as
 * unknown. Every other promise resolves only when the write would survive the loss of the process.
 * No method hides expired records (`live` does), and reads see every write that was acknowledged,
 * but for `timeline`, `failed` and `due`, which may lag by a second.
 */
export interface Store extends ScheduleStore, Pick<KeyStore, 'findKey'> {
  /** Puts the record unless there is one that has not expired at `now`. */
  create(record: JobRecord, now: number): Promise<Created>;
  update(id: string, change: Change): Promise<Updated>;
  get(id: string): Promise<JobRecord | undefined>;
  /** At most `mostRecords`, in the order asked, with gaps where there is none. */
  getMany(ids: readonly string[]): Promise<readonly (JobRecord | undefined)[]>;

  /** Bytes of JSON text for which a record has room, beside what it holds. May be negative. */
  room(record: JobRecord, when: 'created' | 'settled'): number;
  putBody(id: string, name: BodyName, text: string, expiresAt: number): Promise<void>;
  getBody(id: string, name: BodyName): Promise<string | undefined>;
  /** Keeps a body at least until then: it never goes earlier. False if it is gone. */
  extendBody(id: string, name: BodyName, expiresAt: number): Promise<boolean>;
  /** Removes every body of the job for good, whatever its name; the record stays. */
  deleteBodies(id: string): Promise<void>;

  /** Every job of a tenant, newest first. */
  timeline(page: PageRequest): Promise<readonly IndexEntry[]>;
  /** The failed jobs of a tenant, the last failed first. */
  failed(page: PageRequest): Promise<readonly IndexEntry[]>;
  /** Shards of the due index are numbered from 0. */
  readonly dueShards: number;
  /** Earliest first, those with `dueAt` up to and including `until`; only those past the key `after`. */
  due(shard: number, until: number, limit: number, after?: string): Promise<readonly DueEntry[]>;

  /**
   * The jobs of all tenants, in no order: in as many parts as there are shards of the due index. Leaves out
   * those that were not created before `createdBefore`; a page may be empty and still have a cursor. May lag
   * as the others, and what comes while somebody goes through it may be missed.
   */
  everyJob(shard: number, createdBefore: number, cursor?: string): Promise<EntryPage>;
  /** Makes `owner` the only one that works on the shard, unless another's lease goes on at `now`. */
  takeShard(shard: number, lease: ShardLease): Promise<TakenShard>;
  /** Ends the lease and keeps a note of up to 4 KB; does nothing if another has taken the shard since. */
  leaveShard(shard: number, owner: string, note?: string): Promise<void>;

  addStats(tenant: string, minute: MinuteStats): Promise<void>;
  /** Minutes without an end are left out. `from` is included, `to` is not. */
  readStats(tenant: string, from: number, to: number): Promise<readonly MinuteStats[]>;
}
