import { describe, expect, it } from 'vitest';
import { averageDuration, sumStats } from '../../../dashboard/charts/sum-stats.ts';

const now = Date.parse('2030-01-31T12:30:20.000Z');
const none = { succeeded: 0, failed: 0, cancelled: 0, retried: 0, durationMs: 0 };

function minute(at: string, types: Readonly<Record<string, Partial<typeof none>>>) {
  const entries = Object.entries(types).map(([type, some]) => [
    type,
    { ...none, averageDurationMs: 0, ...some },
  ]);
  return { at: `2030-01-31T${at}:00.000Z`, types: Object.fromEntries(entries) };
}

describe('statistics', () => {
  it('have a place for each minute, the one under way is the last', () => {
    const { buckets } = sumStats(
      [minute('12:30', { mail: { succeeded: 2 } }), minute('11:31', { mail: { failed: 1 } })],
      { now, minutes: 60, step: 1 },
    );

    expect(buckets).toHaveLength(60);
    expect(buckets[0]?.sum.failed).toBe(1);
    expect(buckets[59]?.sum.succeeded).toBe(2);
    expect(new Date(buckets[59]?.to ?? 0).toISOString()).toBe('2030-01-31T12:31:00.000Z');
  });

  it('add up the minutes of a longer step, and leave out what is too old', () => {
    const { buckets, sum } = sumStats(
      [
        minute('12:30', { mail: { succeeded: 1, durationMs: 10 } }),
        minute('12:10', { mail: { succeeded: 1, durationMs: 30 } }),
        minute('10:00', { mail: { succeeded: 100 } }),
      ],
      { now, minutes: 60, step: 30 },
    );

    expect(buckets.map((bucket) => bucket.sum.succeeded)).toEqual([0, 2]);
    expect(averageDuration(sum)).toBe(20);
  });

  it('are kept apart by job type, the busiest first', () => {
    const { types } = sumStats(
      [minute('12:29', { mail: { succeeded: 1 }, sync: { failed: 2, retried: 1 } })],
      { now, minutes: 60, step: 1 },
    );

    expect(types.map(({ type, sum }) => [type, sum.succeeded, sum.failed])).toEqual([
      ['sync', 0, 2],
      ['mail', 1, 0],
    ]);
  });

  it('of nothing have no average', () => {
    const { sum, types } = sumStats([], { now, minutes: 60, step: 1 });

    expect(averageDuration(sum)).toBeUndefined();
    expect(types).toEqual([]);
  });
});
