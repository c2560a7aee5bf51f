import { jobs } from '#jobs';
import { lazyCalendar } from '../../functions/calendar/lazy-calendar.ts';
import { checkRegistry } from '../../functions/core/job-registry.ts';
import type { Ports } from '../../functions/core/ports.ts';
import { createScheduler } from '../../functions/scheduler/scheduler.ts';

checkRegistry(jobs);

export function create(ports: Ports) {
  return createScheduler({ ...ports, jobs, calendar: lazyCalendar() });
}
