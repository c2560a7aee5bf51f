import type { MinuteStats, TypeStats } from '../../client/overview-shapes.ts';

/** What ended in one stretch of time. */
export interface Bucket {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly sum: Sum;
}

export interface Sum {
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly retried: number;
  /** Of all attempts together, in milliseconds. */
  readonly durationMs: number;
}

export interface Series {
  readonly buckets: readonly Bucket[];
  readonly sum: Sum;
}

export interface StatsView extends Series {
  /** Each with the same buckets, the busiest first. */
  readonly types: readonly (Series & { readonly type: string })[];
}

const minute = 60_000;
const nothing: Sum = { succeeded: 0, failed: 0, cancelled: 0, retried: 0, durationMs: 0 };

/** `minutes` up to the one of `now`, in stretches of `step` minutes, of rows that the API has counted so. */
export function sumStats(
  stats: readonly MinuteStats[],
  { now, minutes, step }: { readonly now: number; readonly minutes: number; readonly step: number },
): StatsView {
  const end = (Math.floor(now / minute) + 1) * minute;
  const start = end - minutes * minute;
  const empty = Array.from({ length: minutes / step }, (_, place) => ({
    from: start + place * step * minute,
    to: start + (place + 1) * step * minute,
  }));
  // The page's clock may be in another minute than the API's: what is nearest is meant.
  const placeOf = (at: string) => Math.round((Date.parse(at) - start) / (step * minute));
  const names = [...new Set(stats.flatMap(({ types }) => Object.keys(types)))];
  const types = names.map((type) => {
    const sums = empty.map(() => nothing);
    for (const { at, types: counted } of stats) {
      const place = placeOf(at);
      const before = sums[place];
      if (before !== undefined) sums[place] = added(before, counted[type]);
    }
    const buckets = empty.map((bucket, place) => ({ ...bucket, sum: sums[place] ?? nothing }));
    return { type, buckets, sum: total(sums) };
  });
  const buckets = empty.map((bucket, place) => ({
    ...bucket,
    sum: total(types.map((type) => type.buckets[place]?.sum ?? nothing)),
  }));
  return {
    buckets,
    sum: total(types.map(({ sum }) => sum)),
    types: types.sort((a, b) => attemptsIn(b.sum) - attemptsIn(a.sum)),
  };
}

export function attemptsIn({ succeeded, failed, cancelled, retried }: Sum): number {
  return succeeded + failed + cancelled + retried;
}

/** Milliseconds; undefined if nothing ended. */
export function averageDuration(sum: Sum): number | undefined {
  const attempts = attemptsIn(sum);
  return attempts === 0 ? undefined : sum.durationMs / attempts;
}

function total(sums: readonly Sum[]): Sum {
  return sums.reduce(added, nothing);
}

function added(sum: Sum, more: TypeStats | Sum = nothing): Sum {
  return {
    succeeded: sum.succeeded + more.succeeded,
    failed: sum.failed + more.failed,
    cancelled: sum.cancelled + more.cancelled,
    retried: sum.retried + more.retried,
    durationMs: sum.durationMs + more.durationMs,
  };
}
