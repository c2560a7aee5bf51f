import { createHash } from 'node:crypto';
import { type Change, changed, holds } from '../../functions/core/condition.ts';
import { type JobRecord, live } from '../../functions/core/job-record.ts';
import type { ApiKey, KeyStore, StoredKey } from '../../functions/core/key-store.ts';
import type { Schedule, ScheduleAddress } from '../../functions/core/schedule.ts';
import type { FiringEntry } from '../../functions/core/schedule-store.ts';
import type {
  BodyName,
  Created,
  DueEntry,
  EntryPage,
  IndexEntry,
  MinuteStats,
  PageRequest,
  ShardLease,
  Store,
  TakenShard,
  Updated,
} from '../../functions/core/store.ts';
import { timeKey } from '../../functions/core/time-key.ts';
import { MemorySchedules } from './memory-schedules.ts';
import { MemoryStats } from './memory-stats.ts';

interface Body {
  readonly text: string;
  readonly expiresAt: number;
}

interface HeldShard {
  readonly lease?: ShardLease;
  readonly note?: string;
}

/** Small, so that whoever goes through them meets a page that is empty, and a cursor. */
const everyLimit = 20;

/** As tight as the table on AWS, so that tests meet payloads and results that do not fit. */
const limits = { created: 900, settled: 1_300 };

/** The store as the protocol sees it. Every method decides before it returns its promise. */
export class MemoryStore implements Store, KeyStore {
  readonly dueShards = 2;
  readonly #records = new Map<string, JobRecord>();
  readonly #bodies = new Map<string, Body>();
  readonly #stats = new MemoryStats();
  readonly #keys = new Map<string, ApiKey>();
  readonly #shards = new Map<number, HeldShard>();
  readonly #schedules = new MemorySchedules();

  async create(record: JobRecord, now: number): Promise<Created> {
    const existing = live(this.#records.get(record.id), now);
    if (existing) return { created: false, existing };
    this.#put(record);
    return { created: true };
  }

  async update(id: string, change: Change): Promise<Updated> {
    const existing = this.#records.get(id);
    if (!existing || !holds(existing, change.when)) return { updated: false, existing };
    return { updated: true, record: this.#put(changed(existing, change)) };
  }

  async get(id: string): Promise<JobRecord | undefined> {
    return this.#records.get(id);
  }

  async getMany(ids: readonly string[]): Promise<readonly (JobRecord | undefined)[]> {
    if (ids.length > 1_000) throw new RangeError(`Expected at most 1,000 ids, got ${ids.length}`);
    return ids.map((id) => this.#records.get(id));
  }

  room(record: JobRecord, when: 'created' | 'settled'): number {
    const { payload = '', result = '', ...rest } = record;
    const text = JSON.stringify({ ...rest, payload: '', result: '' }) + payload + result;
    return limits[when] - Buffer.byteLength(text);
  }

  async putBody(id: string, name: BodyName, text: string, expiresAt: number): Promise<void> {
    this.#bodies.set(`${id}/${name}`, { text, expiresAt });
  }

  async getBody(id: string, name: BodyName): Promise<string | undefined> {
    return this.#bodies.get(`${id}/${name}`)?.text;
  }

  async extendBody(id: string, name: BodyName, expiresAt: number): Promise<boolean> {
    const body = this.#bodies.get(`${id}/${name}`);
    const latest = Math.max(body?.expiresAt ?? 0, expiresAt);
    if (body) this.#bodies.set(`${id}/${name}`, { ...body, expiresAt: latest });
    return body !== undefined;
  }

  async deleteBodies(id: string): Promise<void> {
    for (const key of this.#bodies.keys()) if (key.startsWith(`${id}/`)) this.#bodies.delete(key);
  }

  async timeline(page: PageRequest): Promise<readonly IndexEntry[]> {
    return this.#page(page, (record) => record.createdAt);
  }

  async failed(page: PageRequest): Promise<readonly IndexEntry[]> {
    return this.#page(page, (record) => record.failedAt);
  }

  async due(shard: number, until: number, limit: number, after = ''): Promise<readonly DueEntry[]> {
    return this.all()
      .filter(({ id }) => shardOf(id, this.dueShards) === shard)
      .flatMap(({ id, dueAt }) =>
        dueAt === undefined || dueAt > until ? [] : [{ id, dueAt, key: timeKey(dueAt, id) }],
      )
      .filter(({ key }) => key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, limit);
  }

  async everyJob(shard: number, createdBefore: number, cursor = ''): Promise<EntryPage> {
    const rest = this.all()
      .map(({ id, createdAt }) => ({ id, createdAt, key: timeKey(createdAt, id) }))
      .filter(({ id }) => shardOf(id, this.dueShards) === shard && id > cursor)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const page = rest.slice(0, everyLimit);
    const last = page.length < rest.length ? page.at(-1) : undefined;
    return {
      entries: page
        .filter(({ createdAt }) => createdAt < createdBefore)
        .map(({ id, key }) => ({ id, key })),
      ...(last !== undefined && { cursor: last.id }),
    };
  }

  async takeShard(shard: number, lease: ShardLease): Promise<TakenShard> {
    const { lease: held, note } = this.#shards.get(shard) ?? {};
    const isFree = held === undefined || held.until <= lease.now || held.owner === lease.owner;
    if (!isFree) return { taken: false };
    const noted = note !== undefined && { note };
    this.#shards.set(shard, { lease, ...noted });
    return { taken: true, ...noted };
  }

  async leaveShard(shard: number, owner: string, note?: string): Promise<void> {
    const held = this.#shards.get(shard);
    if (held?.lease?.owner !== owner) return;
    const kept = note ?? held.note;
    this.#shards.set(shard, kept === undefined ? {} : { note: kept });
  }

  async getSchedule(address: ScheduleAddress): Promise<Schedule | undefined> {
    return this.#schedules.get(address);
  }

  async listSchedules(tenant: string): Promise<readonly Schedule[]> {
    return this.#schedules.list(tenant);
  }

  async putSchedule(schedule: Schedule, seen?: string): Promise<boolean> {
    return this.#schedules.put(schedule, seen);
  }

  async deleteSchedule(address: ScheduleAddress, seen: string): Promise<boolean> {
    return this.#schedules.delete(address, seen);
  }

  async firing(until: number, limit: number, after?: string): Promise<readonly FiringEntry[]> {
    return this.#schedules.firing(until, limit, after);
  }

  async addStats(tenant: string, minute: MinuteStats): Promise<void> {
    this.#stats.add(tenant, minute);
  }

  async readStats(tenant: string, from: number, to: number): Promise<readonly MinuteStats[]> {
    return this.#stats.read(tenant, from, to);
  }

  async findKey(sha256: string): Promise<ApiKey | undefined> {
    return this.#keys.get(sha256);
  }

  async putKey(sha256: string, key: ApiKey): Promise<void> {
    this.#keys.set(sha256, key);
  }

  /** A record as it is at this moment: for assertions. */
  find(id: string): JobRecord | undefined {
    return this.#records.get(id);
  }

  /** A body as it is at this moment: for assertions. */
  findBody(id: string, name: BodyName): string | undefined {
    return this.#bodies.get(`${id}/${name}`)?.text;
  }

  async listKeys(): Promise<readonly StoredKey[]> {
    return [...this.#keys].map(([sha256, key]) => ({ sha256, ...key }));
  }

  async deleteKey(sha256: string): Promise<void> {
    this.#keys.delete(sha256);
  }

  /** Every record, the first created first: for assertions. */
  all(): readonly JobRecord[] {
    return [...this.#records.values()];
  }

  /** Removes what has expired, which real stores do days late. */
  sweep(now: number): void {
    for (const record of this.all()) if (!live(record, now)) this.#records.delete(record.id);
    for (const [key, { expiresAt }] of this.#bodies) if (expiresAt <= now) this.#bodies.delete(key);
  }

  /** A copy: what a caller does to its own object afterwards has no effect here. */
  #put(record: JobRecord): JobRecord {
    const copy = structuredClone(record);
    this.#records.set(copy.id, copy);
    return copy;
  }

  #page(page: PageRequest, timeOf: (record: JobRecord) => number | undefined): IndexEntry[] {
    return this.all()
      .filter(({ tenant }) => tenant === page.tenant)
      .flatMap((record) => {
        const time = timeOf(record);
        return time === undefined || time <= (page.after ?? Number.NEGATIVE_INFINITY)
          ? []
          : [{ id: record.id, key: timeKey(time, record.id) }];
      })
      .filter(({ key }) => page.before === undefined || key < page.before)
      .sort((a, b) => (a.key < b.key ? 1 : -1))
      .slice(0, page.limit);
  }
}

/** Of every id asked for: one is asked for each time that somebody looks through all. */
const digests = new Map<string, number>();

function shardOf(id: string, shards: number): number {
  const digest = digests.get(id) ?? createHash('sha256').update(id).digest().readUInt32BE(0);
  digests.set(id, digest);
  return digest % shards;
}
