import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BodyName, Store } from '../../../functions/core/store.ts';
import { hardJson, newRecord, now } from './new-record.ts';

/** 349,999 bytes of JSON text, three to a character: as long as payloads and results may be. */
const longest = JSON.stringify(`${'漢'.repeat(116_665)}ab`);

export function describeBodies(store: () => Store): void {
  const payload: BodyName = 'PAYLOAD#k3Jd93jsLq0x_Zp1-vB7Qe';

  describe('bodies', () => {
    it.each([
      { title: 'short', text: '{}' },
      { title: 'hard to encode', text: hardJson },
      { title: '350,000 bytes long', text: longest },
    ])('are read as they were put: $title', async ({ text }) => {
      const id = randomUUID();
      await store().putBody(id, payload, text, now);

      const read = await store().getBody(id, payload);

      expect(read === text).toBe(true);
    });

    it('of one job are kept apart by their names', async () => {
      const id = randomUUID();
      await store().putBody(id, payload, '"payload"', now);
      await store().putBody(id, 'RESULT#1', '"one"', now);
      await store().putBody(id, 'RESULT#11', '"eleven"', now);

      const names: BodyName[] = [payload, 'RESULT#1', 'RESULT#11', 'RESULT#2'];
      const read = await Promise.all(names.map((name) => store().getBody(id, name)));

      expect(read).toEqual(['"payload"', '"one"', '"eleven"', undefined]);
    });

    it('are replaced when put again', async () => {
      const id = randomUUID();
      await store().putBody(id, 'RESULT#1', '"first"', now);
      await store().putBody(id, 'RESULT#1', '"second"', now);

      const read = await store().getBody(id, 'RESULT#1');

      expect(read).toBe('"second"');
    });

    it('need no record, and make none', async () => {
      const record = newRecord();
      await store().putBody(record.id, payload, '{}', now);

      const created = await store().create(record, now);

      expect(created).toEqual({ created: true });
      expect(await store().getBody(record.id, payload)).toBe('{}');
    });

    it('are kept longer when extended', async () => {
      const id = randomUUID();
      await store().putBody(id, payload, '"text"', now);

      const extended = await store().extendBody(id, payload, now + 1_000);

      expect(extended).toBe(true);
      expect(await store().getBody(id, payload)).toBe('"text"');
    });

    it('that are kept longer already can be extended, too', async () => {
      const id = randomUUID();
      await store().putBody(id, payload, '"text"', now + 2_000);

      const extended = await store().extendBody(id, payload, now + 1_000);

      expect(extended).toBe(true);
    });

    it('that are gone cannot be extended, nor do they come back by it', async () => {
      const id = randomUUID();

      const extended = await store().extendBody(id, payload, now);

      expect(extended).toBe(false);
      expect(await store().getBody(id, payload)).toBeUndefined();
    });
  });
}
