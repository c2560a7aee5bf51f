import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

/** The database as SQL text: a file of SQLite could not be reviewed. */
export function dumpDatabase(database: DatabaseSync): string {
  const objects = database
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'",
    )
    .all();
  const tables = objects.filter(({ type }) => type === 'table').map(({ name }) => String(name));
  const { user_version } = database.prepare('PRAGMA user_version').get() ?? {};
  return [
    ...objects.map(({ sql }) => `${sql};`),
    ...[...tables, 'sqlite_sequence'].flatMap((table) => insertsOf(database, table)),
    `PRAGMA user_version = ${user_version};\n`,
  ].join('\n');
}

function insertsOf(database: DatabaseSync, table: string): readonly string[] {
  const rows = database.prepare(`SELECT * FROM ${table}`).all();
  return rows.map((row) => {
    const names = Object.keys(row).join(', ');
    const values = Object.values(row).map(literal).join(', ');
    return `INSERT INTO ${table} (${names}) VALUES (${values});`;
  });
}

function literal(value: SQLOutputValue): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value ?? 'NULL');
}
