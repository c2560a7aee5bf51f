import { type Enqueued, enqueueJobs, type Origin } from './enqueue.ts';
import { newJobOf } from './fire-occurrence.ts';
import type { JobRegistry } from './job-registry.ts';
import type { Ports } from './ports.ts';
import type { Schedule } from './schedule.ts';
import { mostRounds, writeSchedule } from './write-schedule.ts';

export interface RunRequest {
  readonly schedule: Schedule;
  readonly origin: Origin;
  /** Made from an `Idempotency-Key`. */
  readonly id?: string;
}

/** Enqueues one job of the schedule now, whatever is under way and also while it is paused. */
export async function runSchedule(
  ports: Ports,
  jobs: JobRegistry,
  { schedule, origin, id }: RunRequest,
): Promise<Enqueued | undefined> {
  const job = { ...newJobOf(jobs, schedule), ...(id !== undefined && { id }) };
  const [made] = await enqueueJobs(ports, origin, [job]);
  if (made?.outcome === 'accepted') await link(ports, schedule, made.job.id);
  return made;
}

/** The next time sees it as under way. The job is accepted: a failure here must not have it sent again. */
async function link(ports: Ports, address: Schedule, jobId: string): Promise<void> {
  try {
    for (let round = 0; round < mostRounds; round += 1) {
      const schedule = await ports.store.getSchedule(address);
      if (schedule === undefined) return;
      const byHand = { at: ports.clock.now(), jobId };
      if ((await writeSchedule(ports, { ...schedule, byHand }, schedule)) !== undefined) return;
    }
  } catch (error) {
    ports.log.warn(`Job ${jobId} is not linked to schedule '${address.name}'`, {
      jobId,
      error: String(error),
    });
  }
}
