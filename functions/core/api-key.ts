import { hash, randomBytes } from 'node:crypto';
import { type ApiKey, scopes } from './key-store.ts';

/** What the first key of an installation may do: everything, for the tenant `default`. */
export const wholeAccess: ApiKey = {
  tenant: 'default',
  scopes,
};

/** 256 random bits. Shown once: the store has its hash alone. */
export function newApiKey(): string {
  return `errand_${randomBytes(32).toString('base64url')}`;
}

/** Names a key where it must not be told, in lists, logs and limits: 12 digits of its hash. */
export function idOfApiKey(sha256: string): string {
  return sha256.slice(0, 12);
}

/** SHA-256 in hexadecimal. A key has too many bits to be guessed, so it needs no salt and no slow hash. */
export function hashOfKey(key: string): string {
  return hash('sha256', key, 'hex');
}
