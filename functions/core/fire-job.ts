import type { NewJob } from './enqueue.ts';
import { enqueueJobs } from './enqueue.ts';
import { idsOfOccurrence } from './job-id.ts';
import type { Ports } from './ports.ts';
import { scheduleQueue } from './queue-settings.ts';
import type { Schedule, ScheduleAddress } from './schedule.ts';

/**
 * Errand's own job type that runs at each time of a schedule, decides about overlap and enqueues the
 * schedule's job. Its attempts span an hour: a store that is away must not cost a run.
 */
export const fireType = { name: 'errand-schedule', queue: scheduleQueue.name, maxAttempts: 30 };

/** The payload of such a job. */
export interface Occurrence extends ScheduleAddress {
  readonly generation: string;
  readonly at: number;
}

/** Plans these times of the schedule. Twice is as good as once: their ids are made from them. */
export async function enqueueFires(
  ports: Ports,
  schedule: Schedule,
  times: readonly number[],
): Promise<void> {
  if (times.length === 0) return;
  const { tenant, name, generation } = schedule;
  const origin = { tenant: 'system', requestId: generation, depth: 0 };
  const jobs = times.map((at): NewJob => {
    const { firedBy } = idsOfOccurrence(schedule, at);
    const payload: Occurrence = { tenant, name, generation, at };
    return { type: fireType, payload, runAt: at, tags: [], id: firedBy };
  });
  const made = await enqueueJobs(ports, origin, jobs);
  const failed = made.find(({ outcome }) => outcome === 'unavailable');
  if (failed?.outcome === 'unavailable') {
    throw new Error(`The times of schedule '${name}' could not be planned: ${failed.reason}`);
  }
}
