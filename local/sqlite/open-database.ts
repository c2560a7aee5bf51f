import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type FolderLock, lockFolder } from '../folder-lock.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';

export interface OpenDatabase {
  readonly database: DatabaseSync;
  /** The way for every write. */
  readonly commit: GroupCommit;
  /** Commits what waits and lets go of the folder. */
  close(): void;
}

/** A lock that nothing refers to would be collected as garbage, and the folder with it be free. */
const held = new Set<FolderLock>();

/**
 * Opens the database of a data folder, which it makes if there is none, and brings it up to date.
 * Throws if it is open already, in this process or another.
 */
export function openDatabase(folder: string): OpenDatabase {
  const lock = lockFolder(folder);
  held.add(lock);
  const release = () => {
    held.delete(lock);
    lock.release();
  };
  try {
    const database = openFile(join(folder, 'errand.db'));
    const commit = new GroupCommit(database);
    const close = () => {
      commit.flush();
      database.close();
      release();
    };
    return { database, commit, close };
  } catch (error) {
    release();
    throw new Error(`Cannot open the database in the data folder '${folder}': ${error}`, {
      cause: error,
    });
  }
}

function openFile(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    // In WAL mode FULL is what makes a commit survive the loss of power, not only of the process.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    // 64 MB: only where there is never a pause, in which `GroupCommit` does it.
    database.exec('PRAGMA wal_autocheckpoint = 16384');
    // What is deleted is overwritten, messages and what has expired as well: up to a tenth more work a write.
    database.exec('PRAGMA secure_delete = ON');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
