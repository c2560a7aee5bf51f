import type { MinuteStats, TypeStats } from '../../functions/core/store.ts';

/** Counts per tenant, minute and job type. */
export class MemoryStats {
  readonly #tenants = new Map<string, Map<number, Map<string, TypeStats>>>();

  add(tenant: string, { minute, types }: MinuteStats): void {
    const minutes = this.#tenants.get(tenant) ?? new Map();
    this.#tenants.set(tenant, minutes);
    const counts: Map<string, TypeStats> = minutes.get(minute) ?? new Map();
    minutes.set(minute, counts);
    for (const [type, stats] of Object.entries(types)) {
      counts.set(type, sum(counts.get(type), stats));
    }
  }

  read(tenant: string, from: number, to: number): readonly MinuteStats[] {
    return [...(this.#tenants.get(tenant) ?? [])]
      .filter(([minute]) => minute >= from && minute < to)
      .sort(([a], [b]) => a - b)
      .map(([minute, counts]) => ({ minute, types: Object.fromEntries(counts) }));
  }
}

function sum(a: TypeStats | undefined, b: TypeStats): TypeStats {
  if (a === undefined) return b;
  return {
    succeeded: a.succeeded + b.succeeded,
    failed: a.failed + b.failed,
    cancelled: a.cancelled + b.cancelled,
    retried: a.retried + b.retried,
    duration: a.duration + b.duration,
  };
}
