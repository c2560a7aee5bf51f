import { describe, expect, it, vi } from 'vitest';
import type { IndexEntry, Store } from '../../../functions/core/store.ts';
import { newRecord, newTenant, now } from './new-record.ts';

export function describeEveryJob(store: () => Store): void {
  const putMany = (count: number, createdAt: (i: number) => number) =>
    Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const record = newRecord({ tenant: newTenant(), createdAt: createdAt(i) });
        await store().create(record, now);
        return { id: record.id, key: `${record.createdAt}#${record.id}` };
      }),
    );

  describe('everyJob', () => {
    it('has each job of every tenant once, over all shards and pages', async () => {
      const entries = await putMany(60, (i) => now + i);

      await eventually(async () => {
        const found = await goThrough(store(), now + 60);
        expect(ownOf(found, entries)).toEqual(entries);
      });
    });

    it('leaves out what was created at the given time, or later', async () => {
      const [before, at, after] = await putMany(3, (i) => now + 100 + i);
      const all = [before, at, after].filter((entry) => entry !== undefined);

      await eventually(async () => {
        expect(ownOf(await goThrough(store(), now + 101), all)).toEqual([before]);
        expect(ownOf(await goThrough(store(), now + 103), all)).toEqual(all);
      });
    });
  });
}

async function goThrough(store: Store, createdBefore: number): Promise<readonly IndexEntry[]> {
  const found: IndexEntry[] = [];
  for (let shard = 0; shard < store.dueShards; shard += 1) {
    let page = await store.everyJob(shard, createdBefore);
    found.push(...page.entries);
    while (page.cursor !== undefined) {
      page = await store.everyJob(shard, createdBefore, page.cursor);
      found.push(...page.entries);
    }
  }
  return found;
}

/** Others may have jobs here too. */
function ownOf(found: readonly IndexEntry[], own: readonly IndexEntry[]): readonly IndexEntry[] {
  const ids = new Set(own.map(({ id }) => id));
  return found.filter(({ id }) => ids.has(id)).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** It may lag by a second. */
function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 5_000, interval: 100 });
}
