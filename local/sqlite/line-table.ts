import type { DatabaseSync } from 'node:sqlite';
import { mostLines } from '../../functions/core/job-lines.ts';

/** What jobs have logged: of each the last lines, as JSON. */
export class LineTable {
  readonly #append;
  readonly #cut;
  readonly #find;
  readonly #deleteAll;

  constructor(database: DatabaseSync) {
    // A run that goes on after its end may log when its job was erased already.
    this.#append = database.prepare(
      `INSERT INTO log_lines (job, number, line)
       SELECT ?1, 1 + COALESCE((SELECT MAX(number) FROM log_lines WHERE job = ?1), 0), ?2
       WHERE EXISTS
         (SELECT 1 FROM records WHERE id = ?1 AND json_extract(record, '$.erasedAt') IS NULL)`,
    );
    this.#cut = database.prepare(
      `DELETE FROM log_lines WHERE job = ?1
       AND number <= (SELECT MAX(number) FROM log_lines WHERE job = ?1) - ${mostLines}`,
    );
    this.#find = database.prepare('SELECT line FROM log_lines WHERE job = ? ORDER BY number');
    this.#deleteAll = database.prepare('DELETE FROM log_lines WHERE job = ?');
  }

  append(job: string, lines: readonly string[]): void {
    for (const line of lines) this.#append.run(job, line);
    this.#cut.run(job);
  }

  /** Oldest first. */
  find(job: string): readonly string[] {
    return this.#find.all(job).map(({ line }) => String(line));
  }

  deleteAll(job: string): void {
    this.#deleteAll.run(job);
  }
}
