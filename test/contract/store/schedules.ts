import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missedRules, overlaps, type Schedule } from '../../../functions/core/schedule.ts';
import type { Store } from '../../../functions/core/store.ts';
import { newTenant, now } from './new-record.ts';
import { newSchedule } from './new-schedule.ts';

const anyTime = fc.nat({ max: 10 ** 9 }).map((ms) => now + ms);
const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const plain = { noNullPrototype: true };

const anyTerms = fc.record(
  {
    payload: fc.json(),
    timing: fc.oneof(
      fc.record({ every: fc.integer({ min: 60_000, max: 10 ** 10 }) }, plain),
      fc.record({ cron: anyText, timeZone: anyText }, plain),
    ),
    overlap: fc.constantFrom(...overlaps),
    missed: fc.constantFrom(...missedRules),
    paused: fc.boolean(),
    nextAt: anyTime,
    last: fc.record({ at: anyTime, jobId: anyText, firedBy: anyText }, plain),
    byHand: fc.record({ at: anyTime, jobId: anyText }, plain),
    skipped: fc.record({ count: fc.nat(), at: anyTime }, plain),
  },
  { ...plain, requiredKeys: [] },
);

export function describeSchedules(store: () => Store): void {
  const put = async (fields: Partial<Schedule> = {}): Promise<Schedule> => {
    const schedule = newSchedule(fields);
    expect(await store().putSchedule(schedule)).toBe(true);
    return schedule;
  };

  describe('schedules', () => {
    it('are read as they were put', async () => {
      const schedule = await put({
        payload: '{"text":"\\ud800 ≠ \uFFFE"}',
        timing: { cron: '0 9 * * MON-FRI', timeZone: 'Europe/Berlin' },
        nextAt: now,
        last: { at: now, jobId: 'job', firedBy: 'fire' },
        skipped: { count: 2, at: now },
      });

      expect(await store().getSchedule(schedule)).toStrictEqual(schedule);
    });

    it('are read as they were put, whatever they hold', async () => {
      const property = fc.asyncProperty(anyTerms, async (terms) => {
        const schedule = await put(terms);

        expect(await store().getSchedule(schedule)).toStrictEqual(schedule);
      });

      await fc.assert(property, { numRuns: 25 });
    });

    it('that nobody put are not there', async () => {
      expect(await store().getSchedule(newSchedule())).toBeUndefined();
    });

    it('are listed by tenant, in the order of their names', async () => {
      const tenant = newTenant();
      for (const name of ['b', 'a.9', 'Z', 'a', '0']) await put({ tenant, name });
      await put();

      const names = (await store().listSchedules(tenant)).map(({ name }) => name);

      expect(names).toEqual(['0', 'Z', 'a', 'a.9', 'b']);
    });

    it('are not put where there is one already', async () => {
      const schedule = await put();

      const written = await store().putSchedule({ ...schedule, version: 'other' });

      expect(written).toBe(false);
      expect(await store().getSchedule(schedule)).toStrictEqual(schedule);
    });

    it('are replaced by whoever has seen the last version, and by nobody else', async () => {
      const first = await put({ nextAt: now });
      const second = { ...first, version: 'second', paused: true };

      const inTime = await store().putSchedule(second, first.version);
      const late = await store().putSchedule({ ...first, version: 'third' }, first.version);

      expect([inTime, late]).toEqual([true, false]);
      expect(await store().getSchedule(first)).toStrictEqual(second);
    });

    it('that are gone are not replaced', async () => {
      const schedule = newSchedule();

      expect(await store().putSchedule(schedule, 'seen')).toBe(false);
      expect(await store().getSchedule(schedule)).toBeUndefined();
    });

    it('are replaced by one of several at the same moment', async () => {
      const schedule = await put();
      const versions = ['a', 'b', 'c', 'd', 'e'];

      const written = await Promise.all(
        versions.map((version) => store().putSchedule({ ...schedule, version }, schedule.version)),
      );

      expect(written.filter(Boolean)).toHaveLength(1);
      const stored = await store().getSchedule(schedule);
      expect(stored?.version).toBe(versions[written.indexOf(true)]);
    });

    it('are deleted by whoever has seen the last version, and by nobody else', async () => {
      const schedule = await put();

      const wrong = await store().deleteSchedule(schedule, 'other');
      const right = await store().deleteSchedule(schedule, schedule.version);
      const again = await store().deleteSchedule(schedule, schedule.version);

      expect([wrong, right, again]).toEqual([false, true, false]);
      expect(await store().getSchedule(schedule)).toBeUndefined();
    });
  });
}
