import { describe, expect, it } from 'vitest';
import type { BodyName, Store } from '../../../functions/core/store.ts';
import { newRecord, now } from './new-record.ts';

const payload: BodyName = 'PAYLOAD#k3Jd93jsLq0x_Zp1-vB7Qe';
const long = JSON.stringify('x'.repeat(300_000));

export function describeDeletedBodies(store: () => Store): void {
  describe('bodies', () => {
    it('of a job all go at once, whatever their names, and those of other jobs stay', async () => {
      const [record, other] = [newRecord(), newRecord()];
      const names: BodyName[] = [payload, 'PAYLOAD#of-another', 'RESULT#1', 'RESULT#23', 'STATE'];
      await store().create(record, now);
      for (const name of names) await store().putBody(record.id, name, long, now);
      await store().putBody(other.id, payload, '"other"', now);

      await store().deleteBodies(record.id);

      const read = await Promise.all(names.map((name) => store().getBody(record.id, name)));
      expect(read).toEqual(names.map(() => undefined));
      expect(await store().extendBody(record.id, payload, now + 1_000)).toBe(false);
      expect(await store().get(record.id)).toEqual(record);
      expect(await store().getBody(other.id, payload)).toBe('"other"');
    });

    it('can be deleted where there are none', async () => {
      const record = newRecord();
      await store().create(record, now);

      await store().deleteBodies(record.id);

      expect(await store().get(record.id)).toEqual(record);
    });
  });
}
