import { deleteSchedule } from './delete-schedule.ts';
import { fixedSchedules, fixedTenant } from './fixed-schedules.ts';
import type { JobRegistry } from './job-registry.ts';
import type { SchedulePorts } from './plan-schedules.ts';
import { putSchedule } from './put-schedule.ts';

/**
 * Makes the rows of the schedules in code what the code says: new ones, changed ones, and none that is gone.
 * False: an API schedule has the name of one, which then does not run.
 */
export async function syncSchedules(ports: SchedulePorts, jobs: JobRegistry): Promise<boolean> {
  const wanted = fixedSchedules(jobs);
  const stored = await ports.store.listSchedules(fixedTenant);
  const names = new Set(wanted.map(({ name }) => name));
  const gone = stored.filter(({ origin, name }) => origin === 'code' && !names.has(name));
  for (const schedule of gone) await deleteSchedule(ports, schedule, 'code');

  const puts = await Promise.all(wanted.map((schedule) => putSchedule(ports, schedule)));
  const refused = wanted.filter((_, place) => puts[place]?.outcome === 'other-origin');
  for (const { name, terms } of refused) {
    ports.log.error(
      `Schedule '${name}' of job type '${terms.type}' does not run: one of that name was made over the API. Delete that one, or give this one another name`,
      { schedule: name },
    );
  }
  return refused.length === 0;
}
