import { jobs } from '#jobs';
import { lazyCalendar } from '../../functions/calendar/lazy-calendar.ts';
import type { Ports } from '../../functions/core/ports.ts';
import { createScheduler } from '../../functions/scheduler/scheduler.ts';

export function create(ports: Ports) {
  return createScheduler({ ...ports, jobs, calendar: lazyCalendar() });
}
