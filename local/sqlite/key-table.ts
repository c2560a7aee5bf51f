import type { DatabaseSync } from 'node:sqlite';
import type { ApiKey, StoredKey } from '../../functions/core/key-store.ts';

export class KeyTable {
  readonly #get;
  readonly #put;
  readonly #list;
  readonly #delete;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT key FROM keys WHERE sha256 = ?');
    this.#put = database.prepare('INSERT OR REPLACE INTO keys (sha256, key) VALUES (?, ?)');
    this.#list = database.prepare('SELECT sha256, key FROM keys');
    this.#delete = database.prepare('DELETE FROM keys WHERE sha256 = ?');
  }

  get(sha256: string): ApiKey | undefined {
    const row = this.#get.get(sha256);
    return row && JSON.parse(String(row.key));
  }

  put(sha256: string, key: ApiKey): void {
    this.#put.run(sha256, JSON.stringify(key));
  }

  list(): readonly StoredKey[] {
    return this.#list
      .all()
      .map(({ sha256, key }) => ({ sha256: String(sha256), ...JSON.parse(String(key)) }));
  }

  delete(sha256: string): void {
    this.#delete.run(sha256);
  }
}
