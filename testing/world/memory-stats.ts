import type { MinuteStats, TypeStats } from '../../functions/core/store.ts';
import { sumStats } from '../../functions/core/sum-stats.ts';

/** Counts per tenant, minute and job type. */
export class MemoryStats {
  readonly #tenants = new Map<string, Map<number, Map<string, TypeStats>>>();

  add(tenant: string, { minute, types }: MinuteStats): void {
    const minutes = this.#tenants.get(tenant) ?? new Map();
    this.#tenants.set(tenant, minutes);
    const counts: Map<string, TypeStats> = minutes.get(minute) ?? new Map();
    minutes.set(minute, counts);
    for (const [type, stats] of Object.entries(types)) {
      const before = counts.get(type);
      counts.set(type, before === undefined ? stats : sumStats(before, stats));
    }
  }

  read(tenant: string, from: number, to: number): readonly MinuteStats[] {
    return [...(this.#tenants.get(tenant) ?? [])]
      .filter(([minute]) => minute >= from && minute < to)
      .sort(([a], [b]) => a - b)
      .map(([minute, counts]) => ({ minute, types: Object.fromEntries(counts) }));
  }
}
