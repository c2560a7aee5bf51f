import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { JobRecord } from '../../functions/core/job-record.ts';
import type { DueEntry, EntryPage, IndexEntry, PageRequest } from '../../functions/core/store.ts';
import { idIn, sortableTime, timeKey } from '../../functions/core/time-key.ts';

/** A record is JSON text; beside it are the columns by which records are found. */
export class RecordTable {
  readonly #get;
  readonly #put;
  readonly #change;
  readonly #pages;
  readonly #due;
  readonly #every;
  readonly #running;
  readonly #sweep;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT record FROM records WHERE id = ?');
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO records
         (id, tenant, created_key, failed_key, due_key, running_owner, expires_at, record)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#change = database.prepare(
      `UPDATE records SET failed_key = ?, due_key = ?, running_owner = ?, expires_at = ?, record = ?
       WHERE id = ?`,
    );
    const page = (key: string) =>
      database.prepare(
        `SELECT id, ${key} AS key FROM records WHERE tenant = ? AND ${key} < ? AND ${key} >= ?
         ORDER BY ${key} DESC LIMIT ?`,
      );
    this.#pages = { created_key: page('created_key'), failed_key: page('failed_key') };
    this.#due = database.prepare(
      'SELECT id, due_key AS key FROM records WHERE due_key > ? AND due_key < ? ORDER BY due_key LIMIT ?',
    );
    // From the index alone, which has the tenants one after the other.
    this.#every = database.prepare(
      `SELECT tenant, created_key AS key FROM records
       WHERE (tenant, created_key) > (?, ?) ORDER BY tenant, created_key LIMIT ?`,
    );
    this.#running = database.prepare(
      `SELECT record FROM records WHERE running_owner IS NOT NULL
       AND (?1 IS NULL OR running_owner IN (SELECT value FROM json_each(?1)))`,
    );
    this.#sweep = database.prepare(
      `DELETE FROM records WHERE id IN
         (SELECT id FROM records WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
    );
  }

  get(id: string): JobRecord | undefined {
    const row = this.#get.get(id);
    return row && parse(row);
  }

  /** In place of another with this id, if there is one. */
  put(record: JobRecord): void {
    const { id, tenant, createdAt } = record;
    this.#put.run(id, tenant, timeKey(createdAt, id), ...columnsOf(record));
  }

  /** The record is there already, with the same tenant and time of creation. */
  change(record: JobRecord): void {
    this.#change.run(...columnsOf(record), record.id);
  }

  page(by: 'created_key' | 'failed_key', request: PageRequest): readonly IndexEntry[] {
    const { tenant, before = afterAllKeys, after, limit } = request;
    const from = after === undefined ? '' : sortableTime(after + 1);
    return this.#pages[by].all(tenant, before, from, limit).map(entryOf);
  }

  due(until: number, limit: number, after = ''): readonly DueEntry[] {
    const rows = this.#due.all(after, sortableTime(until + 1), limit).map(entryOf);
    return rows.map((entry) => ({ ...entry, dueAt: Number.parseInt(entry.key, 10) }));
  }

  /** The jobs of all tenants, a thousand at a time. */
  every(createdBefore: number, cursor = '["",""]'): EntryPage {
    const [tenant, key] = JSON.parse(cursor) as [string, string];
    const rows = this.#every.all(tenant, key, everyLimit);
    const last = rows.length < everyLimit ? undefined : rows.at(-1);
    return {
      entries: rows
        .map(({ key: found }) => ({ id: idIn(String(found)), key: String(found) }))
        .filter((entry) => entry.key < sortableTime(createdBefore)),
      ...(last !== undefined && { cursor: JSON.stringify([last.tenant, last.key]) }),
    };
  }

  /** Running records; with `owners` only those of exactly these. */
  running(owners?: readonly string[]): readonly JobRecord[] {
    return this.#running.all(owners ? JSON.stringify(owners) : null).map(parse);
  }

  /** Removes up to `limit` that have expired at `now`, and answers how many. */
  sweep(now: number, limit: number): number {
    return Number(this.#sweep.run(now, limit).changes);
  }
}

type Row = Record<string, SQLOutputValue>;

const everyLimit = 1_000;

/** Keys begin with a digit; this sorts behind them. */
const afterAllKeys = ':';

function columnsOf(record: JobRecord) {
  const { id, failedAt, dueAt, expiresAt, status, owner } = record;
  return [
    failedAt === undefined ? null : timeKey(failedAt, id),
    dueAt === undefined ? null : timeKey(dueAt, id),
    status === 'running' ? (owner ?? '') : null,
    expiresAt ?? null,
    JSON.stringify(record),
  ] as const;
}

function entryOf({ id, key }: Row): IndexEntry {
  return { id: String(id), key: String(key) };
}

function parse({ record }: Row): JobRecord {
  return JSON.parse(String(record));
}
