import { describe, expect, it } from 'vitest';
import { cronerCalendar } from '../../../functions/calendar/croner-calendar.ts';
import { hour } from '../../../functions/core/duration.ts';
import { nextTimes } from '../../../functions/core/occurrences.ts';

const calendar = cronerCalendar();

interface Days {
  readonly timeZone: string;
  /** The local midnight from which the times are listed, as an instant. */
  readonly from: string;
  readonly cron: string;
  /** Local times with their offset. */
  readonly times: readonly string[];
}

function localTimes({ timeZone, from, cron, times }: Days): readonly string[] {
  const after = Date.parse(from) - 1;
  return nextTimes(calendar, { cron, timeZone }, { after, count: times.length }).map((time) =>
    localText(time, timeZone),
  );
}

/** Such as `25 02:30 +01:00`. */
function localText(time: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'longOffset',
  }).formatToParts(time);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  return `${part('day')} ${part('hour')}:${part('minute')} ${offset}`;
}

describe('a fixed time', () => {
  it.each<Days>([
    {
      timeZone: 'Europe/Berlin',
      from: '2026-03-27T23:00:00Z',
      cron: '30 2 * * *',
      times: ['28 02:30 +01:00', '29 03:00 +02:00', '30 02:30 +02:00'],
    },
    {
      timeZone: 'America/New_York',
      from: '2026-03-07T05:00:00Z',
      cron: '30 2 * * *',
      times: ['07 02:30 -05:00', '08 03:00 -04:00', '09 02:30 -04:00'],
    },
    {
      timeZone: 'Australia/Lord_Howe',
      from: '2026-10-02T13:30:00Z',
      cron: '15 2 * * *',
      times: ['03 02:15 +10:30', '04 02:30 +11:00', '05 02:15 +11:00'],
    },
    {
      timeZone: 'America/Sao_Paulo',
      from: '2018-11-03T03:00:00Z',
      cron: '0 0 * * *',
      times: ['03 00:00 -03:00', '04 01:00 -02:00', '05 00:00 -02:00'],
    },
    {
      timeZone: 'Africa/Casablanca',
      from: '2026-03-21T00:00:00Z',
      cron: '30 2 * * *',
      times: ['21 02:30 +00:00', '22 03:00 +01:00', '23 02:30 +01:00'],
    },
  ])('that is skipped in $timeZone comes at the first moment after the gap', (days) => {
    expect(localTimes(days)).toEqual(days.times);
  });

  it.each<Days>([
    {
      timeZone: 'Europe/Berlin',
      from: '2026-10-23T22:00:00Z',
      cron: '30 2 * * *',
      times: ['24 02:30 +02:00', '25 02:30 +02:00', '26 02:30 +01:00'],
    },
    {
      timeZone: 'America/New_York',
      from: '2026-10-31T04:00:00Z',
      cron: '30 1 * * *',
      times: ['31 01:30 -04:00', '01 01:30 -04:00', '02 01:30 -05:00'],
    },
    {
      timeZone: 'Australia/Lord_Howe',
      from: '2026-04-03T13:00:00Z',
      cron: '45 1 * * *',
      times: ['04 01:45 +11:00', '05 01:45 +11:00', '06 01:45 +10:30'],
    },
    {
      timeZone: 'America/Sao_Paulo',
      from: '2019-02-16T02:00:00Z',
      cron: '30 23 * * *',
      times: ['16 23:30 -02:00', '17 23:30 -03:00', '18 23:30 -03:00'],
    },
    {
      timeZone: 'Africa/Casablanca',
      from: '2026-02-13T23:00:00Z',
      cron: '30 2 * * *',
      times: ['14 02:30 +01:00', '15 02:30 +01:00', '16 02:30 +00:00'],
    },
  ])('that is repeated in $timeZone comes at the first of both', (days) => {
    expect(localTimes(days)).toEqual(days.times);
  });

  it.each<Days>([
    {
      timeZone: 'Asia/Kathmandu',
      from: '2026-03-28T18:15:00Z',
      cron: '0 9 * * *',
      times: ['29 09:00 +05:45', '30 09:00 +05:45'],
    },
    {
      timeZone: 'UTC',
      from: '2026-03-29T00:00:00Z',
      cron: '30 2 * * *',
      times: ['29 02:30 +00:00', '30 02:30 +00:00'],
    },
  ])('in $timeZone, which never changes its clocks, is at the same time each day', (days) => {
    expect(localTimes(days)).toEqual(days.times);
  });

  it('of several that fall into one gap comes once', () => {
    const times = ['29 03:00 +02:00', '30 02:15 +02:00', '30 02:45 +02:00'];

    const found = localTimes({
      timeZone: 'Europe/Berlin',
      from: '2026-03-28T23:00:00Z',
      cron: '15,45 2 * * *',
      times,
    });

    expect(found).toEqual(times);
  });

  it('in a list or a range of hours is not repeated either', () => {
    const times = ['25 01:00 +02:00', '25 02:00 +02:00', '25 03:00 +01:00', '26 01:00 +01:00'];

    const found = localTimes({
      timeZone: 'Europe/Berlin',
      from: '2026-10-24T22:00:00Z',
      cron: '0 1-3 * * *',
      times,
    });

    expect(found).toEqual(times);
  });

  it.each([
    'Europe/Berlin',
    'America/New_York',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'Africa/Casablanca',
    'Africa/Cairo',
    // Two hours are skipped and repeated here.
    'Antarctica/Troll',
  ])('comes once on each day of a year in %s', (timeZone) => {
    for (const cron of ['0 0 * * *', '30 1 * * *', '30 2 * * *']) {
      const timing = { cron, timeZone };
      const times = nextTimes(calendar, timing, { after: Date.UTC(2026, 0, 3), count: 365 });

      const days = times.map((time) => localText(time, timeZone).slice(0, 2));
      const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0));

      expect(days.filter((day, i) => day === days[i - 1])).toEqual([]);
      expect(Math.max(...steps)).toBeLessThanOrEqual(26 * hour);
    }
  });
});

describe('a time with a wildcard or a step', () => {
  it.each<Days>([
    {
      timeZone: 'Europe/Berlin',
      from: '2026-03-29T00:30:00Z',
      cron: '*/30 * * * *',
      times: ['29 01:30 +01:00', '29 03:00 +02:00', '29 03:30 +02:00'],
    },
    {
      timeZone: 'Europe/Berlin',
      from: '2026-10-25T00:00:00Z',
      cron: '*/30 * * * *',
      times: [
        '25 02:00 +02:00',
        '25 02:30 +02:00',
        '25 02:00 +01:00',
        '25 02:30 +01:00',
        '25 03:00 +01:00',
      ],
    },
    {
      timeZone: 'Australia/Lord_Howe',
      from: '2026-04-04T14:30:00Z',
      cron: '*/15 * * * *',
      times: ['05 01:30 +11:00', '05 01:45 +11:00', '05 01:30 +10:30', '05 01:45 +10:30'],
    },
    {
      timeZone: 'Europe/Berlin',
      from: '2026-03-28T23:00:00Z',
      cron: '*/20 2 * * *',
      times: ['30 02:00 +02:00', '30 02:20 +02:00'],
    },
  ])('follows real time: $cron in $timeZone', (days) => {
    expect(localTimes(days)).toEqual(days.times);
  });
});

describe('an expression', () => {
  it.each([
    ['0 9 * * MON-FRI', '2026-10-23T12:00:00Z', '2026-10-26T09:00:00.000Z'],
    ['0 9 * * 1-5', '2026-10-23T12:00:00Z', '2026-10-26T09:00:00.000Z'],
    ['0 9 * * 7', '2026-10-23T12:00:00Z', '2026-10-25T09:00:00.000Z'],
    ['0 0 1 JAN,JUL *', '2026-10-23T12:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['0 8-18/2 * * *', '2026-10-23T11:00:00Z', '2026-10-23T12:00:00.000Z'],
    ['0 0 L * *', '2026-10-23T12:00:00Z', '2026-10-31T00:00:00.000Z'],
    ['0 0 * * MON#2', '2026-10-23T12:00:00Z', '2026-11-09T00:00:00.000Z'],
    ['0 0 29 2 *', '2026-10-23T12:00:00Z', '2028-02-29T00:00:00.000Z'],
    // The day of the month or the weekday, as in cron.
    ['0 0 13 * FRI', '2026-10-10T12:00:00Z', '2026-10-13T00:00:00.000Z'],
    ['30 0 9 * * *', '2026-10-23T12:00:00Z', '2026-10-24T09:00:30.000Z'],
  ])('%s after %s comes at %s', (cron, after, expected) => {
    const timing = { cron, timeZone: 'UTC' };

    const next = calendar.next(timing, Date.parse(after));

    expect(calendar.faultOf(timing)).toBeUndefined();
    expect(new Date(next ?? 0).toISOString()).toBe(expected);
  });

  it('comes later than the time asked for, never at it', () => {
    const nine = Date.UTC(2026, 9, 23, 9);

    const next = calendar.next({ cron: '0 9 * * *', timeZone: 'UTC' }, nine);

    expect(next).toBe(nine + 86_400_000);
  });

  it.each([
    ['', 'it has 0 fields'],
    ['0 9 * *', 'it has 4 fields'],
    ['0 0 9 * * * 2030', 'it has 7 fields'],
    ['@daily', 'it has 1 fields'],
    ['2030-01-01T00:00:00', 'it has 1 fields'],
    ['60 * * * *', 'minute'],
    ['0 9 * * MON-FRX', 'FRX'],
    ['*/0 * * * *', '0'],
    ['*/10 * * * * *', 'the seconds have to be one number'],
    ['0 0 30 2 *', 'there is no such day'],
  ])('%s is refused with a reason', (cron, reason) => {
    const fault = calendar.faultOf({ cron, timeZone: 'UTC' });

    expect(fault).toMatchObject({
      field: 'cron',
      detail: expect.stringContaining(`got '${cron}'`),
    });
    expect(fault?.detail).toContain(reason);
  });

  it.each(['Europe/Berln', 'Mars/Phobos', '+05:30', ''])('in zone %s is refused', (timeZone) => {
    const fault = calendar.faultOf({ cron: '0 9 * * *', timeZone });

    expect(fault).toMatchObject({
      field: 'timeZone',
      detail: expect.stringContaining(`got '${timeZone}'`),
    });
  });
});
