import { expect, it } from 'vitest';
import { scheduleSheet, scheduleTable } from '../../../../cli/schedules/schedule-table.ts';
import type { ListedSchedule } from '../../../../client/schedule-shapes.ts';

const look = { now: () => Date.UTC(2030, 0, 1), colours: false };

const rules = {
  type: 'demo',
  overlap: 'skip',
  missed: 'latest',
  createdAt: '2029-12-01T00:00:00.000Z',
  updatedAt: '2029-12-01T00:00:00.000Z',
} as const;

const mornings: ListedSchedule = {
  ...rules,
  name: 'mornings',
  cron: '0 9 * * MON-FRI',
  timeZone: 'Europe/Berlin',
  paused: false,
  origin: 'api',
  next: ['2030-01-01T08:00:00.000Z', '2030-01-02T08:00:00.000Z'],
};

const pulse: ListedSchedule = {
  ...rules,
  name: 'pulse',
  every: '15m',
  paused: true,
  next: [],
  origin: 'code',
  lastJob: { id: '1', at: '2029-12-31T23:45:00.000Z', status: 'failed' },
};

it('lists schedules with their times and their next one', () => {
  const table = scheduleTable([mornings, pulse], look);

  expect(table).toBe(
    [
      'SCHEDULE  TYPE  TIMES                          NEXT    FROM  LAST JOB',
      'mornings  demo  0 9 * * MON-FRI Europe/Berlin  in 8h   api',
      'pulse     demo  every 15m                      paused  code  failed',
      '',
    ].join('\n'),
  );
});

it('shows one with its next times, its last job and what was skipped', () => {
  const sheet = scheduleSheet(
    {
      ...mornings,
      payload: null,
      lastJob: { id: '1', at: '2029-12-31T08:00:00.000Z' },
      skipped: { count: 2, lastAt: '2029-12-30T08:00:00.000Z' },
    },
    look,
  );

  expect(sheet).toContain('Times     0 9 * * MON-FRI Europe/Berlin\n');
  expect(sheet).toContain(
    'Next      2030-01-01 08:00:00 UTC (in 8h)\n          2030-01-02 08:00:00 UTC (in 1d8h)\n',
  );
  expect(sheet).toContain('Last job  1 for 2029-12-31 08:00:00 UTC (16h ago): not there\n');
  expect(sheet).toContain('Skipped   2, last 2029-12-30 08:00:00 UTC (1d16h ago)\n');
  expect(sheet).toContain('Payload   null\n');
});
