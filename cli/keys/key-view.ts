import { idOfApiKey } from '../../functions/core/api-key.ts';
import type { StoredKey } from '../../functions/core/key-store.ts';

/** As JSON shows it: times in RFC 3339, and neither the key nor its hash. */
export function keyView({ sha256, createdAt, expiresAt, ...key }: StoredKey) {
  const time = (at: number | undefined) => (at === undefined ? undefined : timeText(at));
  return {
    id: idOfApiKey(sha256),
    ...key,
    createdAt: time(createdAt),
    expiresAt: time(expiresAt),
  };
}

function timeText(time: number): string {
  return new Date(time).toISOString();
}
