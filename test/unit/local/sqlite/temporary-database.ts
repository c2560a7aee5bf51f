import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type OpenDatabase, openDatabase } from '../../../../local/sqlite/open-database.ts';

/** Of `PRAGMA synchronous`: a commit waits for the disk only in `full`. */
export const synchronousModes = { normal: 1, full: 2 };

export function synchronousMode(database: DatabaseSync): unknown {
  return database.prepare('PRAGMA synchronous').get()?.synchronous;
}

export interface TemporaryDatabase extends OpenDatabase {
  /** Closes the database, and removes its folder. */
  close(): void;
}

export function openTemporaryDatabase(): TemporaryDatabase {
  const { path, remove } = makeTemporaryFolder();
  const open = openDatabase(path);
  const close = () => {
    open.close();
    remove();
  };
  return { ...open, close };
}

export function makeTemporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'errand-test-'));
  return { path, remove: () => rmSync(path, { recursive: true }) };
}
