import type { Schedule, ScheduleAddress } from '../../functions/core/schedule.ts';
import type { FiringEntry } from '../../functions/core/schedule-store.ts';

export class MemorySchedules {
  readonly #rows = new Map<string, Schedule>();

  get(address: ScheduleAddress): Schedule | undefined {
    return this.#rows.get(keyOf(address));
  }

  list(tenant: string): readonly Schedule[] {
    return [...this.#rows.values()]
      .filter((row) => row.tenant === tenant)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  put(schedule: Schedule, seen?: string): boolean {
    if (this.get(schedule)?.version !== seen) return false;
    this.#rows.set(keyOf(schedule), structuredClone(schedule));
    return true;
  }

  delete(address: ScheduleAddress, seen: string): boolean {
    return this.get(address)?.version === seen && this.#rows.delete(keyOf(address));
  }

  firing(until: number, limit: number, after = ''): readonly FiringEntry[] {
    return [...this.#rows.values()]
      .flatMap(({ tenant, name, nextAt }) =>
        nextAt === undefined || nextAt > until
          ? []
          : [{ tenant, name, nextAt, key: `${nextAt}#${tenant}#${name}` }],
      )
      .filter(({ key }) => key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, limit);
  }
}

function keyOf({ tenant, name }: ScheduleAddress): string {
  return `${tenant}#${name}`;
}
