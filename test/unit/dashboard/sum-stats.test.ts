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

  it('have a place for each longer step, and leave out what is too old', () => {
    const { buckets, sum } = sumStats(
      [
        minute('12:01', { mail: { succeeded: 3, durationMs: 60 } }),
        minute('11:31', { mail: { succeeded: 1, durationMs: 20 } }),
        minute('10:00', { mail: { succeeded: 100 } }),
      ],
      { now, minutes: 60, step: 30 },
    );

    expect(buckets.map((bucket) => bucket.sum.succeeded)).toEqual([1, 3]);
    expect(averageDuration(sum)).toBe(20);
  });

  it.each(['12:00', '12:02'])('take a row of %s for the one of 12:01: clocks differ', (at) => {
    const { buckets } = sumStats([minute(at, { mail: { succeeded: 2 } })], {
      now,
      minutes: 60,
      step: 30,
    });

    expect(buckets.map((bucket) => bucket.sum.succeeded)).toEqual([0, 2]);
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
