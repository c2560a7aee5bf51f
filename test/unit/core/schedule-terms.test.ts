import { describe, expect, it } from 'vitest';
import { hour } from '../../../functions/core/duration.ts';
import { hasSameTimes, isSameTerms, type ScheduleTerms } from '../../../functions/core/schedule.ts';

describe('terms of a schedule', () => {
  const terms: ScheduleTerms = {
    type: 'task',
    payload: '{}',
    timing: { cron: '0 9 * * *', timeZone: 'UTC' },
    overlap: 'skip',
    missed: 'latest',
    paused: false,
  };

  it.each<[string, Partial<ScheduleTerms>, boolean]>([
    ['type', { type: 'other' }, true],
    ['payload', { payload: '{"a":1}' }, true],
    ['overlap', { overlap: 'allow' }, true],
    ['missed', { missed: 'all' }, true],
    ['cron', { timing: { cron: '0 8 * * *', timeZone: 'UTC' } }, false],
    ['time zone', { timing: { cron: '0 9 * * *', timeZone: 'Europe/Berlin' } }, false],
    ['timing', { timing: { every: hour } }, false],
    ['pause', { paused: true }, false],
  ])('are others by %s, and so are its times or not', (_, other, sameTimes) => {
    expect(isSameTerms(terms, { ...terms })).toBe(true);
    expect(isSameTerms(terms, { ...terms, ...other })).toBe(false);
    expect(hasSameTimes(terms, { ...terms, ...other })).toBe(sameTimes);
  });

  it('are others by the length of a period', () => {
    const [a, b] = [hour, 2 * hour].map((every) => ({ ...terms, timing: { every } }));
    if (a === undefined || b === undefined) throw new Error('No terms');

    expect([hasSameTimes(a, a), hasSameTimes(a, b)]).toEqual([true, false]);
  });
});
