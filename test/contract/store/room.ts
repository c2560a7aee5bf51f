import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import type { Store } from '../../../functions/core/store.ts';
import { newRecord, now } from './new-record.ts';

export function describeRoom(store: () => Store): void {
  const settled = newRecord({
    status: 'succeeded',
    attempt: 1,
    owner: 'a/0',
    startedAt: now,
    finishedAt: now,
    payload: '{"userId":"u-1"}',
  });

  describe('room', () => {
    it('is there for a small payload', () => {
      const room = store().room(newRecord(), 'created');

      expect(room).toBeGreaterThanOrEqual(64);
    });

    it.each<{ when: 'created' | 'settled'; record: JobRecord; field: 'payload' | 'result' }>([
      { when: 'created', record: newRecord(), field: 'payload' },
      { when: 'settled', record: settled, field: 'result' },
    ])('is enough for as many bytes as it says, when $when', async ({ when, record, field }) => {
      const whole = { ...record, [field]: textOf(store().room(record, when)) };
      await store().create(whole, now);

      const left = store().room(whole, when);

      expect(left).toBeGreaterThanOrEqual(0);
      expect(await store().get(record.id)).toEqual(whole);
    });

    it('shrinks by all that the record holds', () => {
      const record = newRecord();
      const before = store().room(record, 'created');

      const after = store().room({ ...record, payload: textOf(100_000) }, 'created');

      expect(after).toBeLessThanOrEqual(before - 100_000);
      expect(after).toBeLessThan(0);
    });
  });
}

/** JSON text of this many bytes: quotes, backslashes and characters of one to four bytes. */
function textOf(bytes: number): string {
  const unit = '"\\\\é漢😀\\u0000"'.slice(1, -1);
  const count = Math.floor((bytes - 2) / Buffer.byteLength(unit));
  const body = unit.repeat(count);
  return `"${body}${'x'.repeat(bytes - 2 - Buffer.byteLength(body))}"`;
}
