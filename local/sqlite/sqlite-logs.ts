import type { FoundLines, JobLine } from '../../functions/core/job-lines.ts';
import type { JobRecord } from '../../functions/core/job-record.ts';
import type { LocalLogs, SentLine } from '../local-ports.ts';
import type { GroupCommit } from './group-commit.ts';
import { LineTable } from './line-table.ts';
import type { OpenDatabase } from './open-database.ts';

/** The lines of jobs in the file of the records, with which they go. */
export class SqliteLogs implements LocalLogs {
  readonly #commit: GroupCommit;
  readonly #lines: LineTable;

  constructor({ database, commit }: OpenDatabase) {
    this.#commit = commit;
    this.#lines = new LineTable(database);
  }

  append(lines: readonly SentLine[]): Promise<void> {
    const jobs = Map.groupBy(lines, ([jobId]) => jobId);
    return this.#commit.run(() => {
      for (const [jobId, own] of jobs) {
        this.#lines.append(
          jobId,
          own.map(([, line]) => line),
        );
      }
    });
  }

  async find({ id }: JobRecord): Promise<FoundLines> {
    return { lines: this.#lines.find(id).map((line): JobLine => JSON.parse(line)) };
  }
}
