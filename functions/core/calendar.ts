/** Local times: five fields of cron, or six with the second first, in a zone of the IANA time zone database. */
export interface CronTiming {
  readonly cron: string;
  readonly timeZone: string;
}

/** Whole multiples of so many milliseconds, counted from the beginning of 1970 in UTC. */
export interface EveryTiming {
  readonly every: number;
}

/** When a schedule is to run. */
export type Timing = CronTiming | EveryTiming;

export interface TimingFault {
  readonly field: 'cron' | 'timeZone' | 'every';
  /** A sentence with the value and what to do. */
  readonly detail: string;
}

/**
 * Knows local times. A time that has no `*` and no step in seconds, minutes and hours comes once a day: one
 * that a change of the clocks skips comes at the first moment after the gap, one that it repeats comes at the
 * first of both. Any other follows real time: what is skipped does not come, what is repeated comes twice.
 */
export interface Calendar {
  /** None: `next` takes it, and it comes at some time. */
  faultOf(timing: CronTiming): TimingFault | undefined;
  /** The first time later than `after`, in milliseconds since 1970; undefined if there is none. */
  next(timing: CronTiming, after: number): number | undefined;
}

/** Loads the calendar on first use: most invocations need none, and its library would make each start slower. */
export type LoadCalendar = () => Promise<Calendar>;
