import { minute } from '../../../functions/core/duration.ts';
import { idsOfOccurrence } from '../../../functions/core/job-id.ts';
import { putSchedule } from '../../../functions/core/put-schedule.ts';
import type { Schedule, ScheduleTerms } from '../../../functions/core/schedule.ts';
import { Platform, schedulePorts } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, testJobs } from './test-jobs.ts';

export const address = { tenant: 'acme', name: 'tick' };

const usual: ScheduleTerms = {
  type: 'task',
  payload: '{"of":"tick"}',
  timing: { every: minute },
  overlap: 'skip',
  missed: 'latest',
  paused: false,
};

/** A world with job types, and with a platform that runs schedules. It begins at a full minute. */
export function scheduleWorld(code: Code = () => null, { seed = 1, receiveLimit = 100 } = {}) {
  const world = createWorld({ seed, receiveLimit });
  const kit = testJobs(() => world.clock.now(), code);
  const platform = new Platform(world, kit.jobs);
  const ports = schedulePorts(world.ports);
  return {
    world,
    ports,
    platform,
    ...kit,
    put: (terms: Partial<ScheduleTerms> = {}) =>
      putSchedule(ports, { ...address, origin: 'api', terms: { ...usual, ...terms } }),
    schedule: async (): Promise<Schedule> => {
      const schedule = await world.store.getSchedule(address);
      if (schedule === undefined) throw new Error('There is no schedule');
      return schedule;
    },
    /** Jobs of the schedule, by the order in which they were made. */
    jobsMade: () => world.store.all().filter(({ tenant }) => tenant === address.tenant),
    /** Planned times, whether or not they were taken already. */
    planned: () =>
      world.store
        .all()
        .filter(({ type }) => type === 'errand-schedule')
        .map(({ createdAt, runAt }) => runAt ?? createdAt)
        .sort((a, b) => a - b),
  };
}

export function jobIdAt(schedule: Schedule, at: number): string {
  return idsOfOccurrence(schedule, at).jobId;
}
