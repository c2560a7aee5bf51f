import type { DatabaseSync } from 'node:sqlite';
import type { BodyName } from '../../functions/core/store.ts';

export class BodyTable {
  readonly #get;
  readonly #put;
  readonly #extend;
  readonly #deleteAll;
  readonly #sweep;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT text FROM bodies WHERE id = ? AND name = ?');
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO bodies (id, name, expires_at, text) VALUES (?, ?, ?, ?)',
    );
    this.#extend = database.prepare(
      'UPDATE bodies SET expires_at = MAX(expires_at, ?) WHERE id = ? AND name = ?',
    );
    this.#deleteAll = database.prepare('DELETE FROM bodies WHERE id = ?');
    this.#sweep = database.prepare(
      `DELETE FROM bodies WHERE rowid IN
         (SELECT rowid FROM bodies WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
    );
  }

  get(id: string, name: BodyName): string | undefined {
    const row = this.#get.get(id, name);
    return row && String(row.text);
  }

  put(id: string, name: BodyName, text: string, expiresAt: number): void {
    this.#put.run(id, name, expiresAt, text);
  }

  /** Never to an earlier time. False if there is none. */
  extend(id: string, name: BodyName, expiresAt: number): boolean {
    return this.#extend.run(expiresAt, id, name).changes > 0;
  }

  /** Every body of the job. */
  deleteAll(id: string): void {
    this.#deleteAll.run(id);
  }

  /** Removes up to `limit` that have expired at `now`, and answers how many. */
  sweep(now: number, limit: number): number {
    return Number(this.#sweep.run(now, limit).changes);
  }
}
