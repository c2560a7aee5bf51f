import { idOfApiKey } from '../../functions/core/api-key.ts';
import type { KeyStore, StoredKey } from '../../functions/core/key-store.ts';
import type { Surroundings } from '../surroundings.ts';
import { keyView } from './key-view.ts';

interface Wanted {
  readonly tenant: string | undefined;
  readonly json: boolean;
}

/** By tenant, the newest first. */
export async function listKeys(
  store: KeyStore,
  { tenant, json }: Wanted,
  { out, err, now, colours }: Surroundings,
): Promise<void> {
  const all = await store.listKeys();
  const keys = all.filter((key) => tenant === undefined || key.tenant === tenant).sort(inOrder);
  if (json) {
    out(`${JSON.stringify({ keys: keys.map(keyView) })}\n`);
    return;
  }
  if (keys.length === 0) err('There are no keys: errand keys create makes one\n');
  else out(tableOf([headings, ...keys.map((key) => rowOf(key, now()))], colours));
}

function inOrder(a: StoredKey, b: StoredKey): number {
  return a.tenant.localeCompare(b.tenant) || (b.createdAt ?? 0) - (a.createdAt ?? 0);
}

const headings = ['ID', 'NAME', 'TENANT', 'SCOPES', 'TYPES', 'CREATED', 'EXPIRES'];

function rowOf(key: StoredKey, now: number): readonly string[] {
  const { sha256, name = '-', tenant, scopes, types, createdAt, expiresAt } = key;
  const ends = dayOf(expiresAt, 'never');
  return [
    idOfApiKey(sha256),
    name,
    tenant,
    scopes.join(','),
    types?.join(',') ?? 'all',
    dayOf(createdAt, '-'),
    expiresAt !== undefined && expiresAt <= now ? `${ends} (over)` : ends,
  ];
}

function dayOf(time: number | undefined, none: string): string {
  return time === undefined ? none : new Date(time).toISOString().slice(0, 10);
}

function tableOf(rows: readonly (readonly string[])[], colours: boolean): string {
  const widths = headings.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const [first = '', ...rest] = lines;
  return `${[colours ? `\u001b[1m${first}\u001b[22m` : first, ...rest].join('\n')}\n`;
}
