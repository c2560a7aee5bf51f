import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../functions/core/store.ts';
import { fullRecord, longAgo, newRecord, now } from './new-record.ts';

export function describeReads(store: () => Store): void {
  describe('get', () => {
    it('answers every field exactly as it was written', async () => {
      const record = fullRecord();
      await store().create(record, now);

      const read = await store().get(record.id);

      expect(read).toStrictEqual(record);
    });

    it('answers a record with the time it is due', async () => {
      const record = newRecord({ status: 'scheduled', runAt: now + 1, dueAt: now + 1 });
      await store().create(record, now);

      const read = await store().get(record.id);

      expect(read).toStrictEqual(record);
    });

    it('answers undefined where there is no record', async () => {
      const read = await store().get(randomUUID());

      expect(read).toBeUndefined();
    });

    it('shows a record that has expired', async () => {
      const record = newRecord({ status: 'succeeded', expiresAt: longAgo });
      await store().create(record, now);

      const read = await store().get(record.id);

      expect(read).toEqual(record);
    });
  });

  describe('getMany', () => {
    it('answers 250 ids in the order asked, with gaps where there is no record', async () => {
      const records = Array.from({ length: 200 }, (_, depth) => newRecord({ depth }));
      await Promise.all(records.map((record) => store().create(record, now)));
      const asked = records
        .toReversed()
        .flatMap((record, i) => (i % 4 === 0 ? [record, undefined] : [record]));

      const read = await store().getMany(asked.map((record) => record?.id ?? randomUUID()));

      expect(read).toEqual(asked);
    });

    it('answers an id asked twice in both places', async () => {
      const record = newRecord();
      await store().create(record, now);

      const read = await store().getMany([record.id, randomUUID(), record.id]);

      expect(read).toEqual([record, undefined, record]);
    });

    it('answers nothing for nothing', async () => {
      const read = await store().getMany([]);

      expect(read).toEqual([]);
    });
  });
}
