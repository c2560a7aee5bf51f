import type { DatabaseSync } from 'node:sqlite';
import type { ApiKey } from '../../functions/core/store.ts';

export class KeyTable {
  readonly #get;
  readonly #put;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT key FROM keys WHERE sha256 = ?');
    this.#put = database.prepare('INSERT OR REPLACE INTO keys (sha256, key) VALUES (?, ?)');
  }

  get(sha256: string): ApiKey | undefined {
    const row = this.#get.get(sha256);
    return row && JSON.parse(String(row.key));
  }

  put(sha256: string, key: ApiKey): void {
    this.#put.run(sha256, JSON.stringify(key));
  }
}
