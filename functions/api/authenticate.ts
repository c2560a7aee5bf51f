import { hashOfKey } from '../core/api-key.ts';
import type { Clock } from '../core/clock.ts';
import { minute } from '../core/duration.ts';
import type { ApiKey, Scope, Store } from '../core/store.ts';

export interface Caller {
  readonly tenant: string;
  readonly scopes: readonly Scope[];
}

/** Undefined: nobody is known by this token. */
export type Authenticate = (token: string) => Promise<Caller | undefined>;

/** So long may a key that was taken away still work. */
const cacheTime = minute;
const cacheSize = 1_000;

/**
 * By the keys in the store, remembered for a minute. Only keys that exist are remembered: one that was just
 * made works at once, and guesses cannot fill the memory.
 */
export function keyAuthentication(store: Store, clock: Clock): Authenticate {
  const known = new Map<string, { readonly key: ApiKey; readonly until: number }>();

  return async (token) => {
    const now = clock.now();
    const sha256 = hashOfKey(token);
    const remembered = known.get(sha256);
    if (remembered !== undefined && remembered.until > now) return valid(remembered.key, now);

    const key = await store.findKey(sha256);
    known.delete(sha256);
    if (known.size >= cacheSize) known.clear();
    if (key !== undefined) known.set(sha256, { key, until: now + cacheTime });
    return valid(key, now);
  };
}

function valid(key: ApiKey | undefined, now: number): Caller | undefined {
  return key?.expiresAt !== undefined && key.expiresAt <= now ? undefined : key;
}
