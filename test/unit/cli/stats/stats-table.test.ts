import { expect, it } from 'vitest';
import { sparkline } from '../../../../cli/output/sparkline.ts';
import { statsTable, stepOfTable } from '../../../../cli/stats/stats-table.ts';

const look = { now: () => Date.UTC(2030, 0, 1, 0, 0, 30), colours: false };

function counts(succeeded: number, durationMs: number) {
  return { succeeded, failed: 1, cancelled: 0, retried: 2, durationMs, averageDurationMs: 0 };
}

it('adds the minutes of each job type up, and draws their course', () => {
  const table = statsTable(
    [
      { at: '2029-12-31T23:57:00.000Z', types: { demo: counts(1, 400) } },
      { at: '2030-01-01T00:00:00.000Z', types: { demo: counts(5, 800), audit: counts(0, 0) } },
    ],
    4,
    look,
  );

  expect(table).toBe(
    [
      'TYPE   SUCCEEDED  FAILED  CANCELLED  RETRIED  ON AVERAGE  COURSE',
      'audit          0       1          0        2         0ms     █',
      'demo           6       2          0        4       100ms  ▄  █',
      '',
    ].join('\n'),
  );
});

it('takes a minute that is ahead of its clock for the last, and one before for the first', () => {
  const table = statsTable(
    [
      { at: '2029-12-31T23:50:00.000Z', types: { demo: counts(1, 1) } },
      { at: '2030-01-01T00:01:00.000Z', types: { demo: counts(1, 1) } },
    ],
    3,
    look,
  );

  expect(table.trimEnd()).toMatch(/ {2}█ █$/);
});

it('keeps the rows of a day in their places though its clock is a minute ahead', () => {
  const rows = [1, 29].map((place) => {
    const at = new Date(Date.UTC(2029, 11, 31, 0, 0) + place * stepOfTable(1_440) * 60_000);
    return { at: at.toISOString(), types: { demo: counts(1, 1) } };
  });

  const table = statsTable(rows, 1_440, look);

  expect(table.trimEnd()).toMatch(/ {3}█ {27}█$/);
});

it.each([
  [[0, 0], '  '],
  [[1, 8, 4], '▁█▄'],
  [[0, 1_000, 1], ' █▁'],
])('draws %j as %j', (numbers, line) => {
  expect(sparkline(numbers)).toBe(line);
});
