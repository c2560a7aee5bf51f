import type { Calendar, CronTiming, EveryTiming, Timing, TimingFault } from './calendar.ts';
import { longestDelay, minute, second } from './duration.ts';
import { durationText } from './duration-text.ts';
import { longestCron, longestTimeZone } from './schedule.ts';

/** Between two runs of a schedule: each is two jobs, and a run of the scheduler comes once a minute. */
const shortestPeriod = minute;
const longestPeriod = longestDelay;

export function timingFault(calendar: Calendar, timing: Timing): TimingFault | undefined {
  if ('every' in timing) return everyFault(timing);
  // First, for the calendar's own sentences show the whole value.
  return lengthFault(timing) ?? calendar.faultOf(timing);
}

/** The first time later than `after`. */
export function nextAfter(calendar: Calendar, timing: Timing, after: number): number | undefined {
  if ('cron' in timing) return calendar.next(timing, after);
  return (Math.floor(after / timing.every) + 1) * timing.every;
}

/** At most `count` times later than `after`, the earliest first. */
export function nextTimes(
  calendar: Calendar,
  timing: Timing,
  { after, count }: { readonly after: number; readonly count: number },
): readonly number[] {
  const times: number[] = [];
  while (times.length < count) {
    const next = nextAfter(calendar, timing, times.at(-1) ?? after);
    if (next === undefined) break;
    times.push(next);
  }
  return times;
}

/**
 * The last time from `first`, which is one, up to `until`. It looks back from the end, twice as far each time:
 * a schedule of every minute that stood still for a year has half a million times in between.
 */
export function lastUpTo(
  calendar: Calendar,
  timing: Timing,
  { first, until }: { readonly first: number; readonly until: number },
): number {
  for (let span = minute; until - span > first; span *= 2) {
    const found = nextAfter(calendar, timing, until - span);
    if (found !== undefined && found <= until)
      return walkUpTo(calendar, timing, { from: found, until });
  }
  return walkUpTo(calendar, timing, { from: first, until });
}

function walkUpTo(
  calendar: Calendar,
  timing: Timing,
  { from, until }: { readonly from: number; readonly until: number },
): number {
  let last = from;
  for (;;) {
    const next = nextAfter(calendar, timing, last);
    if (next === undefined || next > until) return last;
    last = next;
  }
}

function lengthFault({ cron, timeZone }: CronTiming): TimingFault | undefined {
  if (cron.length > longestCron) {
    return {
      field: 'cron',
      detail: `Expected at most ${longestCron} characters, got ${cron.length} of them: write a long list as a range or a step, such as '0-30' or '*/5', or make several schedules`,
    };
  }
  if (timeZone.length <= longestTimeZone) return undefined;
  return {
    field: 'timeZone',
    detail: `Expected a name of the IANA time zone database, such as 'Europe/Berlin', of at most ${longestTimeZone} characters, got ${timeZone.length} of them`,
  };
}

function everyFault({ every }: EveryTiming): TimingFault | undefined {
  if (every % second === 0 && every >= shortestPeriod && every <= longestPeriod) return undefined;
  const limits = `${durationText(shortestPeriod)} to ${durationText(longestPeriod)}`;
  return {
    field: 'every',
    detail: `Expected whole seconds from ${limits}, such as '15m', '1h' or '7d', got '${durationText(every)}'`,
  };
}
