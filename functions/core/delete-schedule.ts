import type { Ports } from './ports.ts';
import type { Schedule, ScheduleAddress } from './schedule.ts';
import { mostRounds } from './write-schedule.ts';

export type Deleted =
  | { readonly outcome: 'deleted' | 'missing' }
  | { readonly outcome: 'other-origin'; readonly schedule: Schedule };

/** What is planned already finds no schedule, and does nothing. Jobs that were enqueued go on. */
export async function deleteSchedule(
  { store }: Ports,
  address: ScheduleAddress,
  origin: Schedule['origin'],
): Promise<Deleted> {
  for (let round = 0; round < mostRounds; round += 1) {
    const schedule = await store.getSchedule(address);
    // After a first round: the delete was made twice, since its first answer was lost, or by somebody else.
    if (schedule === undefined) return { outcome: round === 0 ? 'missing' : 'deleted' };
    if (schedule.origin !== origin) return { outcome: 'other-origin', schedule };
    if (await store.deleteSchedule(address, schedule.version)) return { outcome: 'deleted' };
  }
  throw new Error(`Schedule '${address.name}' was changed ${mostRounds} times meanwhile`);
}
