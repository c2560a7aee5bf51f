import { describe, expect, it, vi } from 'vitest';
import type { Schedule } from '../../../functions/core/schedule.ts';
import type { FiringEntry } from '../../../functions/core/schedule-store.ts';
import type { Store } from '../../../functions/core/store.ts';
import { newTenant, now } from './new-record.ts';
import { newSchedule } from './new-schedule.ts';

export function describeFiring(store: () => Store): void {
  const put = async (fields: Partial<Schedule> = {}): Promise<Schedule> => {
    const schedule = newSchedule(fields);
    expect(await store().putSchedule(schedule)).toBe(true);
    return schedule;
  };

  describe('firing', () => {
    const firing = async (until: number, own: readonly Schedule[], limit = 100) => {
      const all: FiringEntry[] = [];
      let page = await store().firing(until, limit);
      while (page.length > 0) {
        expect(page.length).toBeLessThanOrEqual(limit);
        all.push(...page);
        page = await store().firing(until, limit, page.at(-1)?.key);
      }
      const tenants = new Set(own.map(({ tenant }) => tenant));
      return all
        .filter(({ tenant }) => tenants.has(tenant))
        .map(({ tenant, name, nextAt }) => ({ tenant, name, nextAt }));
    };
    const addressesOf = (schedules: readonly Schedule[]) =>
      schedules.map(({ tenant, name, nextAt }) => ({ tenant, name, nextAt }));

    it('lists the schedules of all tenants by their next time, up to its end', async () => {
      const [late, early, paused, after] = [
        await put({ nextAt: now + 2 }),
        await put({ nextAt: now + 1 }),
        await put(),
        await put({ nextAt: now + 3 }),
      ];

      await eventually(async () => {
        const found = await firing(now + 2, [late, early, paused, after]);
        expect(found).toEqual(addressesOf([early, late]));
      });
    });

    it('goes on after a key, through equal times too', async () => {
      const schedules: Schedule[] = [];
      const tenant = newTenant();
      for (let i = 0; i < 7; i += 1) {
        schedules.push(await put({ tenant, name: `s${i}`, nextAt: now + 10 }));
      }

      await eventually(async () => {
        expect(await firing(now + 10, schedules, 3)).toEqual(addressesOf(schedules));
      });
    });

    it('follows nextAt: moved, removed, and gone with its schedule', async () => {
      const schedule = await put({ nextAt: now + 20 });
      const moved = { ...schedule, version: 'moved', nextAt: now + 30 };
      const { nextAt: _, ...paused } = { ...moved, version: 'paused' };
      const seen = () => firing(now + 30, [schedule]);
      await eventually(async () => expect(await seen()).toEqual(addressesOf([schedule])));

      await store().putSchedule(moved, schedule.version);
      await eventually(async () => expect(await seen()).toEqual(addressesOf([moved])));

      await store().putSchedule(paused, moved.version);
      await eventually(async () => expect(await seen()).toEqual([]));

      await store().putSchedule({ ...moved, version: 'again' }, paused.version);
      await eventually(async () => expect(await seen()).toEqual(addressesOf([moved])));

      await store().deleteSchedule(schedule, 'again');
      await eventually(async () => expect(await seen()).toEqual([]));
    });
  });
}

/** The index may lag by a second. */
function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 5_000, interval: 100 });
}
