import type { Calendar, LoadCalendar } from './calendar.ts';
import { chunksOf } from './chunks-of.ts';
import { lookAhead } from './dispatch-due.ts';
import { minute } from './duration.ts';
import { enqueueFires } from './fire-job.ts';
import { lastUpTo, nextAfter } from './occurrences.ts';
import type { Ports } from './ports.ts';
import type { Schedule, ScheduleAddress } from './schedule.ts';
import type { FiringEntry } from './schedule-store.ts';
import { mostRounds, writeSchedule } from './write-schedule.ts';

export interface SchedulePorts extends Ports {
  readonly calendar: LoadCalendar;
}

/** So late a time is at most while nothing is wrong. */
const usualLateness = 5 * minute;
const pageSize = 100;
const parallel = 10;
/** Of one schedule at a time, when it makes good what it missed. */
const mostTimes = 100;

/**
 * Plans every time of a schedule within the next five minutes: a job of Errand's own that is delivered at its
 * second. False: the deadline came first, and the next run goes on.
 */
export async function planSchedules(ports: SchedulePorts, deadline: number): Promise<boolean> {
  const until = ports.clock.now() + lookAhead;
  let page = await ports.store.firing(until, pageSize);
  while (page.length > 0) {
    for (const chunk of chunksOf(page, parallel)) {
      if (ports.clock.now() >= deadline) return false;
      await Promise.all(chunk.map((entry) => planOrLog(ports, entry)));
    }
    page = await ports.store.firing(until, pageSize, page.at(-1)?.key);
  }
  return true;
}

/** One schedule that cannot be planned must not keep the others from it. */
async function planOrLog(ports: SchedulePorts, entry: FiringEntry): Promise<void> {
  const { tenant, name } = entry;
  await planSchedule(ports, entry).catch((error) => {
    ports.log.error(`Schedule '${name}' could not be planned; the next run tries again`, {
      tenant,
      schedule: name,
      error: String(error),
    });
  });
}

/**
 * First the jobs, then the row: a crash in between plans them again, under the same ids. If another writer
 * changes the row meanwhile, what is planned depends on the new one.
 */
export async function planSchedule(ports: SchedulePorts, address: ScheduleAddress): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const now = ports.clock.now();
    const schedule = await ports.store.getSchedule(address);
    if (schedule?.nextAt === undefined || schedule.nextAt > now + lookAhead) return;
    const { times, nextAt } = planOf(await ports.calendar(), schedule, now);
    await enqueueFires(ports, schedule, times);
    const { nextAt: _, ...rest } = schedule;
    const moved = { ...rest, ...(nextAt !== undefined && { nextAt }) };
    if ((await writeSchedule(ports, moved, schedule)) !== undefined) return;
  }
}

interface Plan {
  readonly times: readonly number[];
  /** The first time that is left. */
  readonly nextAt: number | undefined;
}

/** The times from the row's next one to five minutes from now, of which those in the past may be too many. */
export function planOf(calendar: Calendar, schedule: Schedule, now: number): Plan {
  const times: number[] = [];
  let next = firstOf(calendar, schedule, now);
  while (next !== undefined && next <= now + lookAhead && times.length < mostTimes) {
    times.push(next);
    next = nextAfter(calendar, schedule.timing, next);
  }
  return { times, nextAt: next };
}

function firstOf(calendar: Calendar, schedule: Schedule, now: number): number | undefined {
  const { nextAt: first, timing, missed } = schedule;
  if (first === undefined || first > now || missed === 'all') return first;
  const latest = lastUpTo(calendar, timing, { first, until: now });
  const isMissed = missed === 'none' && latest < now - usualLateness;
  return isMissed ? nextAfter(calendar, timing, now) : latest;
}
