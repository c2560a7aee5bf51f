import type { PauseOutcome } from '../../functions/core/queue-pauses.ts';
import type { LocalPauses } from '../local-ports.ts';
import type { GroupCommit } from './group-commit.ts';
import type { OpenDatabase } from './open-database.ts';

/** The paused queues on one machine: rows that outlive the server. */
export class SqlitePauses implements LocalPauses {
  readonly #commit: GroupCommit;
  readonly #queues: readonly string[];
  readonly #insert;
  readonly #delete;
  readonly #listeners = new Set<(queue: string) => void>();
  /** As the rows say. The server is their only writer. */
  readonly #paused: Set<string>;

  /** `queues` are the names of those that there are. */
  constructor({ database, commit }: OpenDatabase, queues: readonly string[]) {
    this.#commit = commit;
    this.#queues = queues;
    this.#insert = database.prepare('INSERT OR IGNORE INTO paused_queues (queue) VALUES (?)');
    this.#delete = database.prepare('DELETE FROM paused_queues WHERE queue = ?');
    const rows = database.prepare('SELECT queue FROM paused_queues ORDER BY queue').all();
    this.#paused = new Set(rows.map(({ queue }) => String(queue)));
  }

  isPaused(queue: string): boolean {
    return this.#paused.has(queue);
  }

  /** Those that there still are. */
  async paused(): Promise<ReadonlySet<string>> {
    return new Set(this.#queues.filter((queue) => this.#paused.has(queue)));
  }

  async setPaused(queue: string, paused: boolean): Promise<PauseOutcome> {
    if (!this.#queues.includes(queue)) {
      throw new Error(`There is no queue '${queue}' (there is: ${this.#queues.join(', ')})`);
    }
    await this.#commit.run(() => {
      (paused ? this.#insert : this.#delete).run(queue);
    });
    if (paused) this.#paused.add(queue);
    else this.#paused.delete(queue);
    if (!paused) for (const listener of this.#listeners) listener(queue);
    return 'done';
  }

  /** Calls `listener` with the name of each queue that goes on. Returns how to end that. */
  onResume(listener: (queue: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
