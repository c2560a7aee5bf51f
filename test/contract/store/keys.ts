import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ApiKey, KeyStore } from '../../../functions/core/key-store.ts';
import { newTenant, now } from './new-record.ts';

export function describeKeys(keys: () => KeyStore): void {
  const newHash = () => createHash('sha256').update(randomUUID()).digest('hex');

  describe('keys', () => {
    it.each<{ title: string; key: ApiKey }>([
      { title: 'with every scope', key: keyOf(['enqueue', 'read', 'manage', 'admin']) },
      { title: 'that expires', key: { ...keyOf(['read']), expiresAt: now + 1_000 } },
      { title: 'with no scope', key: keyOf([]) },
      { title: 'for some job types', key: { ...keyOf(['enqueue']), types: ['demo', 'resize'] } },
      { title: 'for no job type', key: { ...keyOf(['enqueue']), types: [] } },
      { title: 'with a name and a time', key: { ...keyOf([]), name: 'Büro 1', createdAt: now } },
    ])('are found by their hash: one $title', async ({ key }) => {
      const hash = newHash();
      await keys().putKey(hash, key);

      const found = await keys().findKey(hash);

      expect(found).toStrictEqual(key);
    });

    it('that nobody put are not found', async () => {
      const found = await keys().findKey(newHash());

      expect(found).toBeUndefined();
    });

    it('are replaced when put again', async () => {
      const hash = newHash();
      await keys().putKey(hash, { ...keyOf(['admin']), expiresAt: now });
      const key = keyOf(['read']);
      await keys().putKey(hash, key);

      const found = await keys().findKey(hash);

      expect(found).toStrictEqual(key);
    });

    it('are listed with their hashes', async () => {
      const [first, second] = [newHash(), newHash()];
      const named = { ...keyOf(['read']), name: 'web', types: ['demo'], createdAt: now };
      const plain = { ...keyOf(['admin']), expiresAt: now };
      await keys().putKey(first, named);
      await keys().putKey(second, plain);

      const listed = await keys().listKeys();

      expect(listed.find(({ sha256 }) => sha256 === first)).toStrictEqual({
        sha256: first,
        ...named,
      });
      expect(listed.find(({ sha256 }) => sha256 === second)).toStrictEqual({
        sha256: second,
        ...plain,
      });
    });

    it('are neither found nor listed once deleted, and others stay', async () => {
      const [gone, kept] = [newHash(), newHash()];
      for (const hash of [gone, kept]) await keys().putKey(hash, keyOf(['read']));

      await keys().deleteKey(gone);
      await keys().deleteKey(gone);

      const hashes = (await keys().listKeys()).map(({ sha256 }) => sha256);
      expect(await keys().findKey(gone)).toBeUndefined();
      expect(await keys().findKey(kept)).toBeDefined();
      expect(hashes).not.toContain(gone);
      expect(hashes).toContain(kept);
    });
  });
}

function keyOf(scopes: ApiKey['scopes']): ApiKey {
  return { tenant: newTenant(), scopes };
}
