import { hashOfKey, idOfApiKey, newApiKey } from '../../functions/core/api-key.ts';
import type { ApiKey, KeyStore } from '../../functions/core/key-store.ts';
import type { Surroundings } from '../surroundings.ts';
import { keyView } from './key-view.ts';

/** The key alone goes to stdout, so that it can be piped into whatever keeps it. */
export async function createKey(
  store: KeyStore,
  terms: ApiKey,
  { out, err, json }: Surroundings & { readonly json: boolean },
): Promise<void> {
  const key = newApiKey();
  const sha256 = hashOfKey(key);
  await store.putKey(sha256, terms);
  if (json) {
    out(`${JSON.stringify({ key, ...keyView({ sha256, ...terms }) })}\n`);
    return;
  }
  out(`${key}\n`);
  const only = terms.types === undefined ? '' : `, for ${terms.types.join(', ')} alone`;
  err(
    `Key ${idOfApiKey(sha256)} of tenant '${terms.tenant}' may ${terms.scopes.join(', ')}${only}. It is shown this once: keep it safe\n`,
  );
}
