import { isScheduleName, type Schedule, type ScheduleAddress } from '../core/schedule.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { Problem } from './problem.ts';
import { shown } from './shown.ts';

/** Of the schedule that the path names. What cannot be a name never gets to the store. */
export function scheduleAddress({ tenant, parameters: { name = '' } }: ApiEvent): ScheduleAddress {
  if (!isScheduleName(name)) throw unknownSchedule(name);
  return { tenant, name };
}

export async function findSchedule(event: ApiEvent, { store }: ApiPorts): Promise<Schedule> {
  const address = scheduleAddress(event);
  const schedule = await store.getSchedule(address);
  if (schedule === undefined) throw unknownSchedule(address.name);
  return schedule;
}

export function unknownSchedule(name: string): Problem {
  const detail = `There is no schedule ${shown(name)}: check the name and the key, GET /schedules lists all`;
  return new Problem('unknown-schedule', detail);
}

export function scheduleInCode(name: string, type: string): Problem {
  const detail = `Schedule ${shown(name)} is made in code, beside job type '${type}': change it there, or use another name`;
  return new Problem('schedule-in-code', detail);
}
