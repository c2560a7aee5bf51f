import { describe, expect, it, vi } from 'vitest';
import type { DueEntry, Store } from '../../../functions/core/store.ts';
import { newRecord, now } from './new-record.ts';

export function describeDueIndex(store: () => Store): void {
  const putDue = async (dueAt: number) => {
    const record = newRecord({ status: 'scheduled', runAt: dueAt, dueAt });
    await store().create(record, now);
    return { id: record.id, dueAt, key: `${dueAt}#${record.id}` };
  };
  const putMany = (count: number, dueAt: (i: number) => number) =>
    Promise.all(Array.from({ length: count }, (_, i) => putDue(dueAt(i))));

  describe('due', () => {
    it('lists each job that waits for a time once, in one of the shards', async () => {
      const entries = await putMany(40, (i) => now + i);

      await eventually(async () => {
        const shards = await shardsOf(store(), now + 39, entries);
        expect(shards.flat().sort(byKey)).toEqual(entries);
        const used = shards.filter(({ length }) => length > 0);
        expect(used.length > 1).toBe(store().dueShards > 1);
      });
    });

    it('lists the earliest first', async () => {
      const entries = await putMany(20, (i) => now + ((i * 7) % 20));

      await eventually(async () => {
        const shards = await shardsOf(store(), now + 20, entries);
        expect(shards.flat()).toHaveLength(20);
        for (const shard of shards) expect(shard).toEqual(shard.toSorted(byKey));
      });
    });

    it('includes its end and nothing later', async () => {
      const [at, later] = [await putDue(now + 50), await putDue(now + 51)];

      await eventually(async () => {
        expect((await shardsOf(store(), now + 49, [at, later])).flat()).toEqual([]);
        expect((await shardsOf(store(), now + 50, [at, later])).flat()).toEqual([at]);
      });
    });

    it('keeps to its limit, and goes on after a key, through equal times too', async () => {
      const entries = await putMany(30, () => now + 60);

      await eventually(async () => {
        for (let shard = 0; shard < store().dueShards; shard++) {
          const whole = await readShard(store(), shard, now + 60, 1_000);
          const pieces = await readShard(store(), shard, now + 60, 3);
          expect(pieces).toEqual(whole);
        }
        expect((await shardsOf(store(), now + 60, entries)).flat()).toHaveLength(30);
      });
    });

    it('follows dueAt: set, moved and removed', async () => {
      const entry = await putDue(now + 70);
      const moved = { ...entry, dueAt: now + 80, key: `${now + 80}#${entry.id}` };
      const seen = async () => (await shardsOf(store(), now + 80, [entry])).flat();
      await eventually(async () => expect(await seen()).toEqual([entry]));

      await store().update(entry.id, { when: [], set: { dueAt: now + 80 } });
      await eventually(async () => expect(await seen()).toEqual([moved]));

      await store().update(entry.id, { when: [], remove: ['dueAt'] });
      await eventually(async () => expect(await seen()).toEqual([]));

      await store().update(entry.id, { when: [], set: { dueAt: now + 70 } });
      await eventually(async () => expect(await seen()).toEqual([entry]));
    });
  });
}

/** Per shard, those of `entries` that are due by `until`: others may have jobs here too. */
function shardsOf(
  store: Store,
  until: number,
  entries: readonly DueEntry[],
): Promise<readonly (readonly DueEntry[])[]> {
  const own = new Set(entries.map(({ id }) => id));
  const shards = Array.from({ length: store.dueShards }, async (_, shard) => {
    const found = await readShard(store, shard, until, 1_000);
    return found.filter(({ id }) => own.has(id));
  });
  return Promise.all(shards);
}

async function readShard(
  store: Store,
  shard: number,
  until: number,
  limit: number,
): Promise<readonly DueEntry[]> {
  const all: DueEntry[] = [];
  let page = await store.due(shard, until, limit);
  while (page.length > 0) {
    expect(page.length).toBeLessThanOrEqual(limit);
    all.push(...page);
    page = await store.due(shard, until, limit, page.at(-1)?.key ?? '');
  }
  return all;
}

function byKey(a: DueEntry, b: DueEntry): number {
  return a.key < b.key ? -1 : 1;
}

/** The due index may lag by a second, and a busy machine may take many for its answers. */
function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 100 });
}
