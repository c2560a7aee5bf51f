import { describe, expect, it, vi } from 'vitest';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import type { IndexEntry, PageRequest, Store } from '../../../functions/core/store.ts';
import { newRecord, newTenant, now } from './new-record.ts';

/** What `timeline` and `failed` have in common. */
const indexes = [
  { index: 'timeline', entry: (time: number) => ({ createdAt: time }) },
  {
    index: 'failed',
    entry: (time: number) => ({ status: 'failed', createdAt: 2 * now - time, failedAt: time }),
  },
] as const;

export function describePages(store: () => Store): void {
  describe.each(indexes)('$index', ({ index, entry }) => {
    const page = (request: PageRequest) => store()[index](request);

    /** Entries at these times, oldest first, as the index shows them. */
    const put = async (tenant: string, times: readonly number[]) => {
      const records = times.map((time) => newRecord({ tenant, ...entry(time) }));
      await Promise.all(records.map((record) => store().create(record, now)));
      return records.map(({ id }, i) => ({ id, key: `${times[i]}#${id}` })).sort(byKey);
    };

    it('lists a tenant, the latest first', async () => {
      const tenant = newTenant();
      const entries = await put(tenant, [now, now + 1, now + 2, now + 10]);

      await eventually(async () =>
        expect(await page({ tenant, limit: 10 })).toEqual(entries.toReversed()),
      );
    });

    it('keeps tenants apart', async () => {
      const tenant = newTenant();
      const entries = await put(tenant, [now]);
      await Promise.all([put(`${tenant}x`, [now, now + 1]), put(newTenant(), [now])]);

      await eventually(async () => expect(await page({ tenant, limit: 10 })).toEqual(entries));
    });

    it('goes on before a key, through equal times too', async () => {
      const tenant = newTenant();
      const entries = await put(tenant, [now, ...Array(9).fill(now + 1), now + 2]);

      await eventually(async () => {
        const pages = await walk((before) => page({ tenant, limit: 3, ...before }));
        expect(pages.flat()).toEqual(entries.toReversed());
        expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(3);
      });
    });

    it('stops at a time, which it leaves out', async () => {
      const tenant = newTenant();
      const entries = await put(tenant, [now, now + 1, now + 2]);

      await eventually(async () =>
        expect(await page({ tenant, limit: 10, after: now + 1 })).toEqual(entries.slice(2)),
      );
    });

    it('takes both ends at once', async () => {
      const tenant = newTenant();
      const entries = await put(tenant, [now, now + 1, now + 2, now + 3]);
      const before = entries[3]?.key ?? '';

      await eventually(async () => {
        const found = await page({ tenant, limit: 10, before, after: now });
        expect(found).toEqual(entries.slice(1, 3).toReversed());
      });
    });
  });
  describeMembership(store);
}

function describeMembership(store: () => Store): void {
  const expectFailed = async ({ tenant }: JobRecord, keys: readonly string[]) =>
    eventually(async () => {
      const found = await store().failed({ tenant, limit: 10 });
      expect(found.map(({ key }) => key)).toEqual(keys);
    });

  describe('membership', () => {
    it('of failed begins and ends with failedAt', async () => {
      const record = newRecord();
      await store().create(record, now);
      await expectFailed(record, []);

      await store().update(record.id, { when: [], set: { status: 'failed', failedAt: now + 5 } });
      await expectFailed(record, [`${now + 5}#${record.id}`]);

      await store().update(record.id, { when: [], remove: ['failedAt'] });
      await expectFailed(record, []);
    });

    it('of timeline lasts whatever becomes of the job', async () => {
      const record = newRecord();
      const { id, tenant } = record;
      await store().create(record, now);
      await store().update(id, { when: [], set: { status: 'failed', failedAt: now + 5 } });

      await eventually(async () => {
        const found = await store().timeline({ tenant, limit: 10 });
        expect(found).toEqual([{ id, key: `${now}#${id}` }]);
      });
    });
  });
}

/** All pages up to the first empty one. */
async function walk(
  page: (from: { before?: string }) => Promise<readonly IndexEntry[]>,
): Promise<readonly (readonly IndexEntry[])[]> {
  const pages: (readonly IndexEntry[])[] = [];
  for (let found = await page({}); found.length > 0; ) {
    pages.push(found);
    found = await page({ before: found.at(-1)?.key ?? '' });
  }
  return pages;
}

function byKey(a: IndexEntry, b: IndexEntry): number {
  return a.key < b.key ? -1 : 1;
}

/** These indexes may lag by a second. */
function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 100 });
}
