import type { DatabaseSync } from 'node:sqlite';
import { type SchemaStep, schemaSteps } from './schema-steps.ts';

/**
 * Brings a database up to date. One that a later release has brought further is used as it is, as long as
 * this release knows enough of its steps: so that a release can be taken back. Throws if it does not.
 */
export function migrate(database: DatabaseSync, steps: readonly SchemaStep[] = schemaSteps): void {
  const version = numberIn(database, 'PRAGMA user_version') ?? 0;
  if (version > steps.length) checkOldest(database, version, steps.length);
  for (const [index, { sql, closes }] of steps.entries()) {
    if (index < version) continue;
    const next = index + 1;
    const close = closes ? `UPDATE compatibility SET oldest = ${next};` : '';
    // One transaction with its number: a crash leaves the version before, whole.
    database.exec(`BEGIN IMMEDIATE; ${sql} ${close} PRAGMA user_version = ${next}; COMMIT`);
  }
}

function checkOldest(database: DatabaseSync, version: number, known: number): void {
  // A database without the table is none of ours, or of a release that was never published.
  const table = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'compatibility'";
  const oldest =
    numberIn(database, table) === 1
      ? numberIn(database, 'SELECT oldest FROM compatibility')
      : version;
  if (oldest !== undefined && oldest <= known) return;
  throw new Error(
    `The database is of version ${version}, which needs a release that knows version ${oldest} at least, and this one knows versions up to ${known}: use a newer release`,
  );
}

function numberIn(database: DatabaseSync, query: string): number | undefined {
  const [value] = Object.values(database.prepare(query).get() ?? {});
  return value === undefined ? undefined : Number(value);
}
