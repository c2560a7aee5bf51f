import type { Schedule, ScheduleAddress } from './schedule.ts';

export interface FiringEntry extends ScheduleAddress {
  readonly nextAt: number;
  /** The place in the index, for the next page. */
  readonly key: string;
}

/** Where schedules live. What `Store` says of rejections, and of what reads see, holds here too. */
export interface ScheduleStore {
  getSchedule(address: ScheduleAddress): Promise<Schedule | undefined>;
  /** All of a tenant, by name. */
  listSchedules(tenant: string): Promise<readonly Schedule[]>;
  /** Writes it if the one that is there has the version `seen`; without `seen`, if there is none. */
  putSchedule(schedule: Schedule, seen?: string): Promise<boolean>;
  /** False: there is none of this version. */
  deleteSchedule(address: ScheduleAddress, seen: string): Promise<boolean>;
  /**
   * Schedules of all tenants with `nextAt` up to and including `until`, the earliest first; only those past
   * the key `after`. May lag by a second.
   */
  firing(until: number, limit: number, after?: string): Promise<readonly FiringEntry[]>;
}
