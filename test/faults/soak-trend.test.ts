import { expect, it } from 'vitest';
import { trendOf } from '../../bench/soak/trend.ts';

const bounds = { share: 0.1, least: 10 };

/** An hour, a value each minute. */
function hour(valueAt: (minutes: number) => number) {
  return Array.from({ length: 61 }, (_, minutes) => ({ minutes, value: valueAt(minutes) }));
}

it('calls a start that settles flat', () => {
  const trend = trendOf(
    hour((minutes) => 100 + Math.min(30, minutes * 2)),
    bounds,
  );

  expect(trend).toMatchObject({ first: 100, last: 130, most: 130, slope: 0, flat: true });
});

it('finds a leak of a third of a megabyte a minute', () => {
  const trend = trendOf(
    hour((minutes) => 150 + minutes / 3),
    bounds,
  );

  expect(trend.slope).toBeCloseTo(20, 6);
  expect(trend.flat).toBe(false);
});
