import { idOfApiKey } from '../../functions/core/api-key.ts';
import type { KeyStore, StoredKey } from '../../functions/core/key-store.ts';
import { painter } from '../output/paint.ts';
import { type Column, tableOf } from '../output/table.ts';
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
  { out, err, now, colours, columns }: Surroundings,
): Promise<void> {
  const all = await store.listKeys();
  const keys = all.filter((key) => tenant === undefined || key.tenant === tenant).sort(inOrder);
  if (json) {
    out(`${JSON.stringify({ keys: keys.map(keyView) })}\n`);
    return;
  }
  if (keys.length === 0) err('There are no keys: errand keys create makes one\n');
  else out(tableOf(keys, columnsAt(now()), { paint: painter(colours), columns }));
}

function inOrder(a: StoredKey, b: StoredKey): number {
  return a.tenant.localeCompare(b.tenant) || (b.createdAt ?? 0) - (a.createdAt ?? 0);
}

function columnsAt(now: number): readonly Column<StoredKey>[] {
  return [
    { title: 'ID', text: ({ sha256 }) => idOfApiKey(sha256) },
    { title: 'NAME', text: ({ name = '-' }) => name },
    { title: 'TENANT', text: ({ tenant }) => tenant },
    { title: 'SCOPES', text: ({ scopes }) => scopes.join(',') },
    { title: 'TYPES', text: ({ types }) => types?.join(',') ?? 'all' },
    { title: 'CREATED', text: ({ createdAt }) => dayOf(createdAt, '-') },
    {
      title: 'EXPIRES',
      text: ({ expiresAt }) => {
        const ends = dayOf(expiresAt, 'never');
        return expiresAt !== undefined && expiresAt <= now ? `${ends} (over)` : ends;
      },
    },
  ];
}

function dayOf(time: number | undefined, none: string): string {
  return time === undefined ? none : new Date(time).toISOString().slice(0, 10);
}
