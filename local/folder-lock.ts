import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Makes this process the only server of a data folder, until it releases the lock or ends in any way at
 * all: the operating system holds it, through a SQLite file, so that no stale lock can stay behind.
 */
export function lockFolder(folder: string): FolderLock {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError(`The data folder '${folder}' cannot be made (${error}): set ERRAND_DATA`);
  }
  const database = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!String(error).includes('locked')) throw error;
    throw new StartError(
      `Another server uses the data folder '${folder}': stop it first, or set ERRAND_DATA to another folder`,
    );
  }
  return { release: () => database.close() };
}
