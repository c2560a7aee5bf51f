import { timeOrderedId } from './job-id.ts';
import type { Ports } from './ports.ts';
import type { Schedule } from './schedule.ts';

type Draft = Omit<Schedule, 'version'>;

/**
 * Writes the schedule in place of `seen`, or as a new one, and answers it; undefined if another writer was
 * faster. A write that was made twice, since its first answer was lost, is known by its version.
 */
export async function writeSchedule(
  { store, clock, random }: Ports,
  draft: Draft,
  seen?: Schedule,
): Promise<Schedule | undefined> {
  const schedule = { ...draft, version: timeOrderedId(clock.now(), random) };
  if (await store.putSchedule(schedule, seen?.version)) return schedule;
  const stored = await store.getSchedule(schedule);
  return stored?.version === schedule.version ? schedule : undefined;
}

/** Rounds of reading and writing one row: of its other writers one got through in each. */
export const mostRounds = 20;
