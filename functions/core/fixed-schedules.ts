import type { Calendar } from './calendar.ts';
import type { JobType } from './define-job.ts';
import type { FixedSchedule } from './fixed-schedule.ts';
import type { JobRegistry } from './job-registry.ts';
import { timingFault } from './occurrences.ts';
import type { NewSchedule } from './put-schedule.ts';

/** Whose schedules those beside the job types are. */
export const fixedTenant = 'default';

/** The schedules beside the program's job types. */
export function fixedSchedules({ types }: JobRegistry): readonly NewSchedule[] {
  return Object.values(types).flatMap((type) =>
    type.schedules.map((schedule) => newScheduleOf(type, schedule)),
  );
}

/** A sentence for each that cannot be. */
export function fixedScheduleFaults(jobs: JobRegistry, calendar: Calendar): readonly string[] {
  return fixedSchedules(jobs).flatMap(({ name, terms }) => {
    const fault = timingFault(calendar, terms.timing);
    return fault === undefined
      ? []
      : [
          `Schedule '${name}' of job type '${terms.type}' is wrong in ${fault.field}. ${fault.detail}`,
        ];
  });
}

function newScheduleOf({ name: type }: JobType, schedule: FixedSchedule): NewSchedule {
  const {
    name,
    payload = {},
    timing,
    overlap = 'skip',
    missed = 'latest',
    paused = false,
  } = schedule;
  return {
    tenant: fixedTenant,
    name: name === undefined ? type : `${type}.${name}`,
    origin: 'code',
    terms: { type, payload: JSON.stringify(payload), timing, overlap, missed, paused },
  };
}
