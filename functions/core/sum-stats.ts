import type { TypeStats } from './store.ts';

/** Of two rows of one job type. */
export function sumStats(one: TypeStats, other: TypeStats): TypeStats {
  return {
    succeeded: one.succeeded + other.succeeded,
    failed: one.failed + other.failed,
    cancelled: one.cancelled + other.cancelled,
    retried: one.retried + other.retried,
    duration: one.duration + other.duration,
  };
}
