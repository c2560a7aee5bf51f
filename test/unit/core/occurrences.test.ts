import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronerCalendar } from '../../../functions/calendar/croner-calendar.ts';
import type { Timing } from '../../../functions/core/calendar.ts';
import { day, hour, minute, second } from '../../../functions/core/duration.ts';
import {
  lastUpTo,
  nextAfter,
  nextTimes,
  timingFault,
} from '../../../functions/core/occurrences.ts';

const calendar = cronerCalendar();
const start = Date.UTC(2030, 0, 1);

describe('every', () => {
  it('counts from the beginning of 1970 in UTC', () => {
    const times = nextTimes(calendar, { every: 15 * minute }, { after: start + 1, count: 2 });

    expect(times).toEqual([start + 15 * minute, start + 30 * minute]);
  });

  it('comes later than the time asked for, never at it', () => {
    expect(nextAfter(calendar, { every: hour }, start)).toBe(start + hour);
  });

  it.each([59 * second, 0, -hour, 61_500, 367 * day])('%i ms is refused', (every) => {
    expect(timingFault(calendar, { every })).toMatchObject({
      field: 'every',
      detail: expect.stringContaining('1m to 366d'),
    });
  });

  it.each([minute, 90 * second, 366 * day])('%i ms is taken', (every) => {
    expect(timingFault(calendar, { every })).toBeUndefined();
  });
});

describe('the last time up to an end', () => {
  const timings: readonly Timing[] = [
    { every: minute },
    { every: 7 * day },
    { cron: '0 9 * * MON-FRI', timeZone: 'Europe/Berlin' },
    { cron: '*/5 * * * *', timeZone: 'America/New_York' },
    { cron: '0 0 29 2 *', timeZone: 'UTC' },
  ];

  it('is the one that has none between it and the end', () => {
    const arbitrary = fc.record({
      timing: fc.constantFrom(...timings),
      since: fc.integer({ min: start, max: start + 400 * day }),
      span: fc.integer({ min: 0, max: 400 * day }),
    });
    fc.assert(
      fc.property(arbitrary, ({ timing, since, span }) => {
        const first = nextAfter(calendar, timing, since) ?? 0;
        const until = first + span;

        const last = lastUpTo(calendar, timing, { first, until });

        expect(last).toBeGreaterThanOrEqual(first);
        expect(last).toBeLessThanOrEqual(until);
        expect(nextAfter(calendar, timing, last - 1)).toBe(last);
        expect(nextAfter(calendar, timing, last)).toBeGreaterThan(until);
      }),
      { numRuns: 50 },
    );
  });
});
