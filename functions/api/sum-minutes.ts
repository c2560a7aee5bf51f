import { minute } from '../core/duration.ts';
import type { MinuteStats } from '../core/store.ts';
import { sumStats } from '../core/sum-stats.ts';

/** Rows of `step` minutes each, counted from `from` on, under the time of their first minute. */
export function sumMinutes(
  stats: readonly MinuteStats[],
  { from, step }: { readonly from: number; readonly step: number },
): readonly MinuteStats[] {
  const length = step * minute;
  const rows = Map.groupBy(stats, ({ minute: at }) => at - ((at - from) % length));
  return [...rows].map(([at, row]) => ({ minute: at, types: sumOf(row) }));
}

function sumOf(stats: readonly MinuteStats[]): MinuteStats['types'] {
  const byName = Map.groupBy(
    stats.flatMap(({ types }) => Object.entries(types)),
    ([name]) => name,
  );
  const sums = [...byName].map(([name, some]) => [
    name,
    some.map(([, stats]) => stats).reduce(sumStats),
  ]);
  return Object.fromEntries(sums);
}
