import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { KeyStore } from '../functions/core/key-store.ts';
import { KeyTable } from './sqlite/key-table.ts';

/** Longer than a server under load takes for the groups of writes that come in between. */
const longestWait = 30_000;

/**
 * The keys of a data folder, whether or not a server runs on it. Each write is a transaction of one row: a
 * server that writes at that moment waits a few milliseconds for it. Who may write the file may do this.
 */
export function localKeys(folder: string): KeyStore & { close(): void } {
  const file = join(folder, 'errand.db');
  if (!existsSync(file)) {
    throw new Error(
      `There is no server's data in '${folder}': start the server once with npm start, or name its folder with --data`,
    );
  }
  const database = new DatabaseSync(file, { timeout: longestWait });
  const keys = open(database, file);
  return {
    findKey: async (sha256) => keys.get(sha256),
    listKeys: async () => keys.list(),
    putKey: async (sha256, key) => keys.put(sha256, key),
    deleteKey: async (sha256) => keys.delete(sha256),
    close: () => database.close(),
  };
}

function open(database: DatabaseSync, file: string): KeyTable {
  try {
    // As the server's: a key that was shown survives the loss of power.
    database.exec('PRAGMA synchronous = FULL');
    return new KeyTable(database);
  } catch (error) {
    database.close();
    throw new Error(`The keys in '${file}' cannot be read: ${error}`, { cause: error });
  }
}
