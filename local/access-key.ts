import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfKey, newApiKey, wholeAccess } from '../functions/core/api-key.ts';
import type { KeyStore } from '../functions/core/key-store.ts';
import { StartError } from './start-error.ts';

/** Whatever can stand in an `Authorization` header; those made here are `errand_` and 43 characters. */
const form = /^[\x21-\x7e]{8,200}$/;

/**
 * The key that opens this server: the one given, else the one in the folder, else a new one. It is kept
 * in the folder's file `key`, which nobody but its owner can read.
 */
export function accessKey(folder: string, given?: string): string {
  if (given !== undefined && !form.test(given)) {
    throw new StartError(
      `Expected ERRAND_KEY to be 8 to 200 visible ASCII characters without spaces, got ${given.length} characters: leave it unset to have a key made`,
    );
  }
  const file = join(folder, 'key');
  const kept = read(file);
  const key = given ?? kept ?? newApiKey();
  if (key !== kept) writeFileSync(file, `${key}\n`, { mode: 0o600 });
  // The mode above counts for a new file alone.
  chmodSync(file, 0o600);
  return key;
}

/** The store knows keys by their hash alone. */
export async function admit(key: string, store: Pick<KeyStore, 'putKey'>): Promise<void> {
  await store.putKey(hashOfKey(key), wholeAccess);
}

function read(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return form.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
