import { describe, expect, it } from 'vitest';
import type { Store } from '../../../functions/core/store.ts';
import { fullRecord, newRecord, now } from './new-record.ts';

export function describeCreate(store: () => Store): void {
  describe('create', () => {
    it('puts a record that is not there', async () => {
      const record = newRecord();

      const created = await store().create(record, now);

      expect(created).toEqual({ created: true });
      expect(await store().get(record.id)).toEqual(record);
    });

    it('leaves a record that is there and answers it', async () => {
      const first = newRecord();
      await store().create(first, now);

      const created = await store().create(newRecord({ id: first.id, ticket: 9 }), now);

      expect(created).toEqual({ created: false, existing: first });
      expect(await store().get(first.id)).toEqual(first);
    });

    it('replaces the whole of a record that expires at this very time', async () => {
      const old = fullRecord();
      const fresh = newRecord({ id: old.id, tenant: old.tenant });
      await store().create(old, now);

      const created = await store().create(fresh, old.expiresAt);

      expect(created).toEqual({ created: true });
      expect(await store().get(old.id)).toStrictEqual(fresh);
    });

    it('leaves a record that expires a second later', async () => {
      const old = newRecord({ status: 'succeeded', expiresAt: now + 5_000 });
      await store().create(old, now);

      const created = await store().create(newRecord({ id: old.id }), now + 4_000);

      expect(created).toEqual({ created: false, existing: old });
    });

    it('lets exactly one of many at the same time win, and the others see its record', async () => {
      const { id, tenant } = newRecord();
      const rivals = Array.from({ length: 20 }, (_, depth) => newRecord({ id, tenant, depth }));

      const outcomes = await Promise.all(rivals.map((rival) => store().create(rival, now)));

      const winner = rivals[outcomes.findIndex(({ created }) => created)];
      const losers = outcomes.filter(({ created }) => !created);
      expect(losers).toEqual(Array(19).fill({ created: false, existing: winner }));
      expect(await store().get(id)).toEqual(winner);
    });
  });
}
