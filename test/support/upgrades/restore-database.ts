import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { makeTemporaryFolder } from '../../unit/local/sqlite/temporary-database.ts';

/** A data folder with a database that was kept as SQL. It goes when the test is over. */
export function restoreDatabase(sql: string): string {
  const { path, remove } = makeTemporaryFolder();
  onTestFinished(remove);
  inDatabase(path, (database) => database.exec(`BEGIN; ${sql} COMMIT;`));
  return path;
}

/** Without what opening it does to the database. */
export function inDatabase<Result>(
  folder: string,
  act: (database: DatabaseSync) => Result,
): Result {
  const database = new DatabaseSync(join(folder, 'errand.db'));
  const result = act(database);
  database.close();
  return result;
}
