import type { DatabaseSync } from 'node:sqlite';

/**
 * When a write is on the disk: `now`, before it resolves, or `soon`, with the next one that is `now`, or a quarter of a
 * second after the last. Until then the loss of power may undo it, though not without what was written
 * after it; the end of the process may not.
 */
export type Durability = 'now' | 'soon';

interface Operation {
  readonly durability: Durability;
  readonly write: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** More would hold up the event loop for too long at a time. */
const longestGroup = 500;
/** Milliseconds without a commit after which the log is moved into the database. */
const idleTime = 250;

/**
 * Writes that arrive together share one commit, which is most of the cost of a write. Each has a
 * savepoint: one that throws undoes itself and not its neighbours. Nothing resolves before the commit,
 * and since a group runs without a pause, no read in between sees what is not yet committed.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #waiting: Operation[] = [];
  readonly #idle: NodeJS.Timeout;
  readonly #savepoint;
  readonly #release;
  readonly #undo;
  #mustEmptyLog = false;
  #durability: Durability = 'now';

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#savepoint = database.prepare('SAVEPOINT operation');
    this.#release = database.prepare('RELEASE operation');
    this.#undo = database.prepare('ROLLBACK TO operation');
    this.#idle = setTimeout(() => this.#checkpoint(), idleTime).unref();
  }

  /** `write` has to be synchronous. Rejects with what it throws, or with why the commit failed. */
  run<Result>(write: () => Result, durability: Durability = 'now'): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      // What `write` returns is what comes back here; a group holds results of many types.
      const operation = { write, durability, resolve: resolve as Operation['resolve'], reject };
      if (this.#waiting.push(operation) === 1) setImmediate(() => this.flush());
    });
  }

  /** At the next pause: the log has every page as it was before, with what was deleted since. */
  emptyLog(): void {
    this.#mustEmptyLog = true;
    this.#idle.refresh();
  }

  /** Commits what waits, without waiting for its turn. */
  flush(): void {
    while (this.#waiting.length > 0) this.#commit(this.#waiting.splice(0, longestGroup));
  }

  #commit(group: readonly Operation[]): void {
    try {
      this.#setDurability(group.every(({ durability }) => durability === 'soon') ? 'soon' : 'now');
      this.#database.exec('BEGIN IMMEDIATE');
      const answers = group.map((operation) => this.#isolate(operation));
      this.#database.exec('COMMIT');
      this.#idle.refresh();
      for (const answer of answers) answer();
    } catch (error) {
      if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
      for (const { reject } of group) reject(error);
    }
  }

  /** In WAL mode `NORMAL` leaves the waiting for the disk to the next commit that is `FULL`, or to the checkpoint. */
  #setDurability(durability: Durability): void {
    if (durability === this.#durability) return;
    this.#database.exec(`PRAGMA synchronous = ${durability === 'now' ? 'FULL' : 'NORMAL'}`);
    this.#durability = durability;
  }

  /** When nobody waits for it: by itself SQLite does this within a commit, which then takes many times as long. */
  #checkpoint(): void {
    if (!this.#database.isOpen) return;
    const mode = this.#mustEmptyLog ? 'TRUNCATE' : 'PASSIVE';
    const { busy } = this.#database.prepare(`PRAGMA wal_checkpoint(${mode})`).get() ?? {};
    // Busy: somebody else reads the file at the moment.
    if (busy === 0) this.#mustEmptyLog = false;
    else if (this.#mustEmptyLog) this.#idle.refresh();
  }

  /** Returns what tells the caller, to be done once the commit has succeeded. */
  #isolate({ write, resolve, reject }: Operation): () => void {
    this.#savepoint.run();
    try {
      const result = write();
      this.#release.run();
      return () => resolve(result);
    } catch (error) {
      // A full disk ends the whole transaction, and with it what the neighbours have written.
      if (!this.#database.isTransaction) throw error;
      this.#undo.run();
      this.#release.run();
      return () => reject(error);
    }
  }
}
