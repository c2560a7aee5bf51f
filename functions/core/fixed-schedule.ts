import type { Timing } from './calendar.ts';
import { type Duration, milliseconds } from './duration.ts';
import type { Missed, Overlap } from './schedule.ts';

export interface FixedScheduleOptions<Payload> {
  /**
   * Told from the type's other schedules by it: the schedule is called `<type>.<name>`. With a list of them
   * each needs one. @default - it is called as the type is
   */
  readonly name?: string;
  /** @default {} */
  readonly payload?: Payload;
  /** When the job before is not over: skip that time, or run beside it. @default 'skip' */
  readonly overlap?: Overlap;
  /** Which of the times to make good that passed while nothing ran. @default 'latest' */
  readonly missed?: Missed;
  /** @default false */
  readonly paused?: boolean;
}

export interface CronOptions<Payload> extends FixedScheduleOptions<Payload> {
  /** A name of the IANA time zone database. @default 'UTC' */
  readonly timeZone?: string;
}

/** A schedule beside a job type, for the tenant `default`. */
export interface FixedSchedule<Payload = unknown> extends FixedScheduleOptions<Payload> {
  readonly timing: Timing;
}

/**
 * At local times: five fields (minute, hour, day, month, weekday), or six with the second first, such as
 * `0 9 * * MON-FRI`; at most 200 characters. A mistake in it is found at start and at synth.
 */
export function cron<const Payload = never>(
  expression: string,
  { timeZone = 'UTC', ...options }: CronOptions<Payload> = {},
): FixedSchedule<Payload> {
  return { ...options, timing: { cron: expression, timeZone } };
}

/** At whole multiples of a duration, 1m to 366d, counted from the beginning of 1970 in UTC. */
export function every<const Payload = never>(
  duration: Duration,
  options: FixedScheduleOptions<Payload> = {},
): FixedSchedule<Payload> {
  return { ...options, timing: { every: milliseconds(duration) } };
}
