import { hashOfKey, idOfApiKey } from '../../functions/core/api-key.ts';
import type { KeyStore } from '../../functions/core/key-store.ts';
import type { Surroundings } from '../surroundings.ts';

/** `named` is the id, or the key itself: one that leaked, say, or one of a release whose keys had no list. */
export async function revokeKey(
  store: KeyStore,
  named: string,
  { out, err, json }: Surroundings & { readonly json: boolean },
): Promise<void> {
  const sha256 = await hashOf(store, named);
  await store.deleteKey(sha256);
  const id = idOfApiKey(sha256);
  if (json) out(`${JSON.stringify({ id, revoked: true })}\n`);
  else err(`Key ${id} is revoked. Servers that remember it refuse it after 60 s at most\n`);
}

async function hashOf(store: KeyStore, named: string): Promise<string> {
  const byKey = hashOfKey(named);
  if ((await store.findKey(byKey)) !== undefined) return byKey;
  const found = (await store.listKeys()).filter(({ sha256 }) => idOfApiKey(sha256) === named);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.sha256;
  if (found.length > 1) throw new Error(`Several keys have the id ${named}: give the key itself`);
  // It may be a key: it is not repeated where it could be kept.
  throw new Error('There is no such key here: errand keys list shows the ids');
}
