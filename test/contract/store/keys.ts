import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ApiKey, Store } from '../../../functions/core/store.ts';
import { newTenant, now } from './new-record.ts';

export function describeKeys(store: () => Store): void {
  const newHash = () => createHash('sha256').update(randomUUID()).digest('hex');

  describe('keys', () => {
    it.each<{ title: string; key: ApiKey }>([
      { title: 'with every scope', key: keyOf(['enqueue', 'read', 'manage', 'admin']) },
      { title: 'that expires', key: { ...keyOf(['read']), expiresAt: now + 1_000 } },
      { title: 'with no scope', key: keyOf([]) },
    ])('are found by their hash: one $title', async ({ key }) => {
      const hash = newHash();
      await store().putKey(hash, key);

      const found = await store().findKey(hash);

      expect(found).toStrictEqual(key);
    });

    it('that nobody put are not found', async () => {
      const found = await store().findKey(newHash());

      expect(found).toBeUndefined();
    });

    it('are replaced when put again', async () => {
      const hash = newHash();
      await store().putKey(hash, { ...keyOf(['admin']), expiresAt: now });
      const key = keyOf(['read']);
      await store().putKey(hash, key);

      const found = await store().findKey(hash);

      expect(found).toStrictEqual(key);
    });
  });
}

function keyOf(scopes: ApiKey['scopes']): ApiKey {
  return { tenant: newTenant(), scopes };
}
