import { Cron } from 'croner';
import type { Calendar, CronTiming, TimingFault } from '../core/calendar.ts';

/** More are forgotten, and made again when they are needed. */
const mostKnown = 200;

/** The calendar by the library Croner and the zones that Node has. */
export function cronerCalendar(): Calendar {
  const known = new Map<string, Cron>();

  function cronOf({ cron, timeZone }: CronTiming): Cron {
    const name = `${timeZone} ${cron}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    if (known.size >= mostKnown) known.clear();
    const made = newCron(cron, timeZone);
    known.set(name, made);
    return made;
  }

  return {
    faultOf: (timing) => zoneFault(timing) ?? cronFault(timing),
    next: (timing, after) => cronOf(timing).nextRun(new Date(after))?.getTime(),
  };
}

/** With no function to call it starts no timer. */
function newCron(cron: string, timeZone: string): Cron {
  return new Cron(cron, {
    timezone: timeZone,
    mode: '5-or-6-parts',
    // Lists and ranges of hours then run once in a repeated hour too, as a single hour does.
    fixedTimeRule: 'no-wildcard',
  });
}

function zoneFault({ timeZone }: CronTiming): TimingFault | undefined {
  // Node takes offsets as zones, which know no daylight saving and are no names of the database.
  if (/^[a-z]/i.test(timeZone) && isZone(timeZone)) return undefined;
  return {
    field: 'timeZone',
    detail: `Expected a name of the IANA time zone database, such as 'Europe/Berlin', 'America/New_York' or 'UTC', got '${timeZone}'`,
  };
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const anyTime = Date.UTC(2000, 0, 1);

function cronFault({ cron, timeZone }: CronTiming): TimingFault | undefined {
  const reason = reasonAgainst(cron, timeZone);
  if (reason === undefined) return undefined;
  return {
    field: 'cron',
    detail: `Expected five fields (minute, hour, day, month, weekday) or six with the second first, such as '0 9 * * MON-FRI', got '${cron}': ${reason}`,
  };
}

function reasonAgainst(cron: string, timeZone: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  // The library also takes dates and nicknames.
  if (fields.length !== 5 && fields.length !== 6)
    return `it has ${cron.trim() === '' ? 0 : fields.length} fields`;
  if (fields.length === 6 && !/^\d+$/.test(fields[0] ?? '')) {
    return 'the seconds have to be one number, since two runs are a minute apart at least';
  }
  try {
    const comes = newCron(cron, timeZone).nextRun(new Date(anyTime)) !== null;
    return comes ? undefined : 'there is no such day';
  } catch (error) {
    return String(error instanceof Error ? error.message : error).replace(/^CronPattern: /, '');
  }
}
