import { describe, expect, it } from 'vitest';
import type { MinuteStats, Store, TypeStats } from '../../../functions/core/store.ts';
import { newTenant, now } from './new-record.ts';

const minute = 60_000;

export function describeStats(store: () => Store): void {
  const read = async (tenant: string, from: number, to: number) =>
    (await store().readStats(tenant, from, to)).toSorted((a, b) => a.minute - b.minute);

  describe('stats', () => {
    it('of one minute and type add up, also when written at the same time', async () => {
      const tenant = newTenant();
      const once: MinuteStats = { minute: now, types: { demo: counts(1, 2, 3, 4, 500) } };

      await Promise.all(Array.from({ length: 20 }, () => store().addStats(tenant, once)));

      const expected = { minute: now, types: { demo: counts(20, 40, 60, 80, 10_000) } };
      expect(await read(tenant, now, now + minute)).toEqual([expected]);
    });

    it('tell types apart, whatever they are named', async () => {
      const tenant = newTenant();
      const a = counts(1, 0, 0, 0, 1);
      const b = counts(0, 1, 0, 2, 2);
      await store().addStats(tenant, { minute: now, types: { 'resize-image': a, constructor: b } });
      await store().addStats(tenant, { minute: now, types: { constructor: b, x9: a } });

      const [stats] = await read(tenant, now, now + minute);

      const types = { 'resize-image': a, constructor: counts(0, 2, 0, 4, 4), x9: a };
      expect(stats).toEqual({ minute: now, types });
    });

    it('are read from a minute on, up to another that is left out; empty ones are too', async () => {
      const tenant = newTenant();
      const types = { demo: counts(1, 0, 0, 0, 7) };
      for (const i of [0, 1, 3, 4]) {
        await store().addStats(tenant, { minute: now + i * minute, types });
      }

      const found = await read(tenant, now + minute, now + 4 * minute);

      expect(found).toEqual([1, 3].map((i) => ({ minute: now + i * minute, types })));
    });

    it('of tenants are kept apart', async () => {
      const tenant = newTenant();
      const types = { demo: counts(1, 0, 0, 0, 7) };
      await store().addStats(`${tenant}x`, { minute: now, types });

      const found = await read(tenant, now, now + minute);

      expect(found).toEqual([]);
    });
  });
}

function counts(
  ...[succeeded, failed, cancelled, retried, duration]: [number, number, number, number, number]
): TypeStats {
  return { succeeded, failed, cancelled, retried, duration };
}
