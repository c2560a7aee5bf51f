import { type Change, changed, holds } from '../../functions/core/condition.ts';
import { day } from '../../functions/core/duration.ts';
import { type JobRecord, live } from '../../functions/core/job-record.ts';
import type { ApiKey, StoredKey } from '../../functions/core/key-store.ts';
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
  TakenShard,
  Updated,
} from '../../functions/core/store.ts';
import type { LocalStore } from '../local-ports.ts';
import { BodyTable } from './body-table.ts';
import type { GroupCommit } from './group-commit.ts';
import { KeyTable } from './key-table.ts';
import { LineTable } from './line-table.ts';
import type { OpenDatabase } from './open-database.ts';
import { recordRoom } from './record-room.ts';
import { RecordTable } from './record-table.ts';
import { ScheduleTable } from './schedule-table.ts';
import { ShardTable } from './shard-table.ts';
import { StatsTable } from './stats-table.ts';

const statsKept = 30 * day;
const sweepStep = 200;

/** The store on one machine: one file, and one process that writes it. */
export class SqliteStore implements LocalStore {
  readonly dueShards = 1;
  readonly #commit: GroupCommit;
  readonly #records: RecordTable;
  readonly #bodies: BodyTable;
  readonly #lines: LineTable;
  readonly #stats: StatsTable;
  readonly #keys: KeyTable;
  readonly #shards: ShardTable;
  readonly #schedules: ScheduleTable;

  constructor({ database, commit }: OpenDatabase) {
    this.#commit = commit;
    this.#records = new RecordTable(database);
    this.#bodies = new BodyTable(database);
    this.#lines = new LineTable(database);
    this.#stats = new StatsTable(database);
    this.#keys = new KeyTable(database);
    this.#shards = new ShardTable(database);
    this.#schedules = new ScheduleTable(database);
  }

  create(record: JobRecord, now: number): Promise<Created> {
    return this.#commit.run(() => {
      const found = this.#records.get(record.id);
      const existing = live(found, now);
      if (existing) return { created: false, existing };
      // An expired job of this id, whose lines are none of the new one's.
      if (found) this.#lines.deleteAll(record.id);
      this.#records.put(record);
      return { created: true };
    });
  }

  update(id: string, change: Change): Promise<Updated> {
    return this.#commit.run(() => {
      const existing = this.#records.get(id);
      if (!existing || !holds(existing, change.when)) return { updated: false, existing };
      const record = changed(existing, change);
      this.#records.change(record);
      return { updated: true, record };
    });
  }

  async get(id: string): Promise<JobRecord | undefined> {
    return this.#records.get(id);
  }

  async getMany(ids: readonly string[]): Promise<readonly (JobRecord | undefined)[]> {
    return ids.map((id) => this.#records.get(id));
  }

  room(record: JobRecord, when: 'created' | 'settled'): number {
    return recordRoom(record, when);
  }

  putBody(id: string, name: BodyName, text: string, expiresAt: number): Promise<void> {
    return this.#commit.run(() => this.#bodies.put(id, name, text, expiresAt));
  }

  async getBody(id: string, name: BodyName): Promise<string | undefined> {
    return this.#bodies.get(id, name);
  }

  extendBody(id: string, name: BodyName, expiresAt: number): Promise<boolean> {
    return this.#commit.run(() => this.#bodies.extend(id, name, expiresAt));
  }

  /** With what the job has logged. */
  async deleteBodies(id: string): Promise<void> {
    await this.#commit.run(() => {
      this.#bodies.deleteAll(id);
      this.#lines.deleteAll(id);
    });
    this.#commit.emptyLog();
  }

  async timeline(page: PageRequest): Promise<readonly IndexEntry[]> {
    return this.#records.page('created_key', page);
  }

  async failed(page: PageRequest): Promise<readonly IndexEntry[]> {
    return this.#records.page('failed_key', page);
  }

  async due(
    _shard: number,
    until: number,
    limit: number,
    after?: string,
  ): Promise<readonly DueEntry[]> {
    return this.#records.due(until, limit, after);
  }

  async everyJob(_shard: number, createdBefore: number, cursor?: string): Promise<EntryPage> {
    return this.#records.every(createdBefore, cursor);
  }

  takeShard(shard: number, lease: ShardLease): Promise<TakenShard> {
    return this.#commit.run(() => this.#shards.take(shard, lease));
  }

  leaveShard(shard: number, owner: string, note?: string): Promise<void> {
    return this.#commit.run(() => this.#shards.leave(shard, owner, note));
  }

  async getSchedule(address: ScheduleAddress): Promise<Schedule | undefined> {
    return this.#schedules.get(address);
  }

  async listSchedules(tenant: string): Promise<readonly Schedule[]> {
    return this.#schedules.list(tenant);
  }

  putSchedule(schedule: Schedule, seen?: string): Promise<boolean> {
    return this.#commit.run(() => this.#schedules.put(schedule, seen));
  }

  deleteSchedule(address: ScheduleAddress, seen: string): Promise<boolean> {
    return this.#commit.run(() => this.#schedules.delete(address, seen));
  }

  async firing(until: number, limit: number, after?: string): Promise<readonly FiringEntry[]> {
    return this.#schedules.firing(until, limit, after);
  }

  addStats(tenant: string, minute: MinuteStats): Promise<void> {
    // They are no part of the promise: a crash after the settle loses them too.
    return this.#commit.run(() => this.#stats.add(tenant, minute), 'soon');
  }

  async readStats(tenant: string, from: number, to: number): Promise<readonly MinuteStats[]> {
    return this.#stats.read(tenant, from, to);
  }

  async findKey(sha256: string): Promise<ApiKey | undefined> {
    return this.#keys.get(sha256);
  }

  putKey(sha256: string, key: ApiKey): Promise<void> {
    return this.#commit.run(() => this.#keys.put(sha256, key));
  }

  async listKeys(): Promise<readonly StoredKey[]> {
    return this.#keys.list();
  }

  deleteKey(sha256: string): Promise<void> {
    return this.#commit.run(() => this.#keys.delete(sha256));
  }

  /**
   * Ends the leases of the running records of exactly these owners, whose environment is known to be dead.
   * The next message then claims them at once.
   */
  endLeases(owners: readonly string[], now: number): Promise<void> {
    return this.#commit.run(() => this.#endLeases(this.#records.running(owners), now));
  }

  /** For the start of a server: whoever ran something before is dead. */
  endAllLeases(now: number): Promise<void> {
    return this.#commit.run(() => this.#endLeases(this.#records.running(), now));
  }

  /** Removes what has expired, in steps between which other writes have their turn. */
  async sweep(now: number): Promise<void> {
    await this.#commit.run(() => this.#stats.removeBefore(now - statsKept));
    for (const table of [this.#records, this.#bodies]) {
      while ((await this.#commit.run(() => table.sweep(now, sweepStep))) === sweepStep);
    }
  }

  #endLeases(records: readonly JobRecord[], now: number): void {
    for (const record of records) {
      if ((record.leaseUntil ?? 0) > now) this.#records.change({ ...record, leaseUntil: now });
    }
  }
}
