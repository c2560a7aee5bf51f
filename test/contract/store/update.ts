import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../functions/core/condition.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import type { Store } from '../../../functions/core/store.ts';
import { fullRecord, longAgo, newRecord, now } from './new-record.ts';

export function describeUpdate(store: () => Store): void {
  const put = (fields: Partial<JobRecord> = {}) => putNew(store(), fields);

  describe('update', () => {
    it('sets, removes, counts the attempt and appends, all in one', async () => {
      const record = await put({ owner: 'a', progress: { fraction: 0.5, at: now } });
      const change: Change = {
        when: [['status', '=', 'queued']],
        set: { status: 'running', owner: 'b', leaseUntil: now + 9 },
        remove: ['progress', 'dueAt'],
        countAttempt: true,
        append: { status: 'running', at: now + 1 },
      };

      const updated = await store().update(record.id, change);

      const { progress: _, ...kept } = record;
      const history = [...record.history, { status: 'running', at: now + 1 }];
      const expected = { status: 'running', owner: 'b', leaseUntil: now + 9, attempt: 1, history };
      expect(updated).toStrictEqual({ updated: true, record: { ...kept, ...expected } });
      expect(await store().get(record.id)).toStrictEqual({ ...kept, ...expected });
    });

    it('changes nothing and answers the record if the condition fails', async () => {
      const record = await put({ status: 'running' });

      const updated = await store().update(record.id, {
        when: [['status', '=', 'queued']],
        set: { status: 'cancelled' },
        countAttempt: true,
      });

      expect(updated).toStrictEqual({ updated: false, existing: record });
      expect(await store().get(record.id)).toStrictEqual(record);
    });

    it.each<{ title: string; when: Change['when'] }>([
      { title: 'no test', when: [] },
      { title: 'nothing but absent fields', when: [['owner', 'absent']] },
      { title: 'a test', when: [['status', '=', 'queued']] },
    ])('makes no record where there is none, with $title in the condition', async ({ when }) => {
      const id = randomUUID();

      const updated = await store().update(id, { when, set: { status: 'running' } });

      expect(updated).toEqual({ updated: false, existing: undefined });
      expect(await store().get(id)).toBeUndefined();
    });

    it('changes a record that has expired like any other', async () => {
      const record = await put({ status: 'failed', expiresAt: longAgo });

      const updated = await store().update(record.id, { when: [], remove: ['expiresAt'] });

      expect(updated.updated).toBe(true);
    });

    it('writes every field of a record exactly', async () => {
      const record = await put();
      const { id: _, tenant: __, createdAt: ___, ...set } = fullRecord();

      const updated = await store().update(record.id, { when: [], set });

      expect(updated).toStrictEqual({ updated: true, record: { ...record, ...set } });
      expect(await store().get(record.id)).toStrictEqual({ ...record, ...set });
    });
  });
  describeRivals(store);
}

function describeRivals(store: () => Store): void {
  describe('update, many at the same time', () => {
    it('lets exactly one win what only one may have, and the others see its record', async () => {
      const { id } = await putNew(store());
      const claim = (owner: string): Change => ({
        when: [['status', '=', 'queued']],
        set: { status: 'running', owner },
        countAttempt: true,
      });
      const owners = Array.from({ length: 20 }, (_, i) => `owner/${i}`);

      const outcomes = await Promise.all(owners.map((owner) => store().update(id, claim(owner))));

      const record = await store().get(id);
      expect(record).toMatchObject({ status: 'running', attempt: 1 });
      expect(outcomes.filter(({ updated }) => updated)).toEqual([{ updated: true, record }]);
      const losers = outcomes.filter(({ updated }) => !updated);
      expect(losers).toEqual(Array(19).fill({ updated: false, existing: record }));
    });

    it('loses none of those that all may happen', async () => {
      const { id } = await putNew(store());
      const change: Change = {
        when: [],
        countAttempt: true,
        append: { status: 'running', at: now },
      };

      await Promise.all(Array.from({ length: 20 }, () => store().update(id, change)));

      const record = await store().get(id);
      expect(record?.attempt).toBe(20);
      expect(record?.history).toHaveLength(21);
    });
  });
}

async function putNew(store: Store, fields: Partial<JobRecord> = {}): Promise<JobRecord> {
  const record = newRecord(fields);
  await store.create(record, now);
  return record;
}
