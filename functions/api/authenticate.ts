import { hashOfKey, idOfApiKey } from '../core/api-key.ts';
import type { Clock } from '../core/clock.ts';
import { minute } from '../core/duration.ts';
import type { ApiKey, KeyStore, Scope } from '../core/key-store.ts';

/** Whoever sent a request, as far as it matters here. */
export interface Caller {
  /** Tells callers apart and never changes, such as `key:<id>`. It is no secret: it may be logged. */
  readonly id: string;
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  /** The job types that it may start. @default - all */
  readonly types?: readonly string[];
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
export function keyAuthentication(store: Pick<KeyStore, 'findKey'>, clock: Clock): Authenticate {
  const known = new Map<string, { readonly key: ApiKey; readonly until: number }>();

  return async (token) => {
    const now = clock.now();
    const sha256 = hashOfKey(token);
    const remembered = known.get(sha256);
    if (remembered !== undefined && remembered.until > now) {
      return callerWith(remembered.key, sha256, now);
    }

    const key = await store.findKey(sha256);
    known.delete(sha256);
    if (known.size >= cacheSize) known.clear();
    if (key === undefined) return undefined;
    known.set(sha256, { key, until: now + cacheTime });
    return callerWith(key, sha256, now);
  };
}

function callerWith(key: ApiKey, sha256: string, now: number): Caller | undefined {
  const { tenant, scopes, types, expiresAt } = key;
  if (expiresAt !== undefined && expiresAt <= now) return undefined;
  return { id: `key:${idOfApiKey(sha256)}`, tenant, scopes, ...(types && { types }) };
}
