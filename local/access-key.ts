import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfKey, idOfApiKey, newApiKey, wholeAccess } from '../functions/core/api-key.ts';
import type { KeyStore } from '../functions/core/key-store.ts';
import type { Log } from '../functions/core/log.ts';
import { StartError } from './start-error.ts';

/** Whatever can stand in an `Authorization` header; those made here are `errand_` and 43 characters. */
const form = /^[\x21-\x7e]{8,200}$/;

interface Place {
  readonly store: Pick<KeyStore, 'putKey' | 'deleteKey'>;
  readonly log: Log;
}

/**
 * The key that opens this server, with all scopes: the one given, else the one in the folder, else a new one. It
 * is kept in the folder's file `key`, which nobody but its owner can read; the store knows its hash alone.
 */
export async function accessKey(
  folder: string,
  given: string | undefined,
  place: Place,
): Promise<string> {
  if (given !== undefined && !form.test(given)) {
    throw new StartError(
      `Expected ERRAND_KEY to be 8 to 200 visible ASCII characters without spaces, got ${given.length} characters: leave it unset to have a key made`,
    );
  }
  const file = join(folder, 'key');
  const kept = read(file);
  const key = given ?? kept ?? newApiKey();
  // Before the file, which alone tells what it was: if this start ends in between, the next one finds it there.
  if (kept !== undefined && key !== kept) await revoke(kept, place);
  if (key !== kept) writeFileSync(file, `${key}\n`, { mode: 0o600 });
  // The mode above counts for a new file alone.
  chmodSync(file, 0o600);
  await place.store.putKey(hashOfKey(key), wholeAccess);
  return key;
}

/** Whoever sets another key may do so because this one is known to others. */
async function revoke(key: string, { store, log }: Place): Promise<void> {
  const sha256 = hashOfKey(key);
  await store.deleteKey(sha256);
  log.info(`ERRAND_KEY is another one than before: key ${idOfApiKey(sha256)} is revoked`);
}

function read(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return form.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
