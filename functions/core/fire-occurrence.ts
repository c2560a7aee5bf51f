import { enqueueJobs, type NewJob } from './enqueue.ts';
import type { Occurrence } from './fire-job.ts';
import { PermanentError } from './job-error.ts';
import { idsOfOccurrence } from './job-id.ts';
import { isFinal, live } from './job-record.ts';
import { findType, type JobRegistry } from './job-registry.ts';
import type { Ports } from './ports.ts';
import { type Schedule, type ScheduledRun, tagOf } from './schedule.ts';
import { mostRounds, writeSchedule } from './write-schedule.ts';

export type Fired =
  | { readonly outcome: 'enqueued'; readonly jobId: string }
  /** `void`: the schedule was changed, paused or deleted since. `skipped`: the job before is not over. */
  | { readonly outcome: 'void' | 'skipped' };

type Step = Fired | 'again';

/**
 * What happens at a time of a schedule. It may be called again for the same time, at any moment and beside
 * itself: there is one job for it at most.
 */
export async function fireOccurrence(
  ports: Ports,
  jobs: JobRegistry,
  occurrence: Occurrence,
): Promise<Fired> {
  for (let round = 0; round < mostRounds; round += 1) {
    const schedule = await ports.store.getSchedule(occurrence);
    if (schedule?.generation !== occurrence.generation || schedule.paused)
      return { outcome: 'void' };
    const fire = schedule.overlap === 'allow' ? fireBeside : fireAlone;
    const step = await fire(ports, jobs, { schedule, at: occurrence.at });
    if (step !== 'again') return step;
  }
  throw new Error(`Schedule '${occurrence.name}' was changed ${mostRounds} times meanwhile`);
}

interface Firing {
  readonly schedule: Schedule;
  readonly at: number;
}

/** The row only says which was the last: the id alone makes it one job. */
async function fireBeside(ports: Ports, jobs: JobRegistry, firing: Firing): Promise<Step> {
  const { schedule, at } = firing;
  const jobId = await enqueueOccurrence(ports, jobs, firing);
  const isLatest = schedule.last === undefined || at > schedule.last.at;
  if (isLatest && !(await take(ports, firing))) return 'again';
  return { outcome: 'enqueued', jobId };
}

/**
 * First the row, then the job: of two times that are handled side by side one gets the row, and the other
 * then sees a job under way, whether or not that has been enqueued yet.
 */
async function fireAlone(ports: Ports, jobs: JobRegistry, firing: Firing): Promise<Step> {
  const { schedule, at } = firing;
  const { last } = schedule;
  if (last?.firedBy !== idsOfOccurrence(schedule, at).firedBy) {
    const isOlder = last !== undefined && at <= last.at;
    if (isOlder || (await isUnderWay(ports, schedule))) return skip(ports, firing);
    if (!(await take(ports, firing))) return 'again';
  }
  const jobId = await enqueueOccurrence(ports, jobs, firing);
  // The record is what the next time looks at. Without one, the next attempt sends the same job again.
  if ((await ports.store.get(jobId)) === undefined) throw new Error(`Job ${jobId} has no record`);
  return { outcome: 'enqueued', jobId };
}

async function take(ports: Ports, { schedule, at }: Firing): Promise<boolean> {
  const last = { at, ...idsOfOccurrence(schedule, at) };
  return (await writeSchedule(ports, { ...schedule, last }, schedule)) !== undefined;
}

/** Counted once, however often it is looked at. */
async function skip(ports: Ports, { schedule, at }: Firing): Promise<Step> {
  const { count, at: before } = schedule.skipped ?? { count: 0, at: 0 };
  if (at <= before) return { outcome: 'skipped' };
  const draft = { ...schedule, skipped: { count: count + 1, at } };
  return (await writeSchedule(ports, draft, schedule)) === undefined
    ? 'again'
    : { outcome: 'skipped' };
}

async function isUnderWay(ports: Ports, { last, byHand }: Schedule): Promise<boolean> {
  const answers = await Promise.all([last && isOpen(ports, last), byHand && isOpen(ports, byHand)]);
  return answers.includes(true);
}

/**
 * A job without a record is still to be enqueued while the job of Errand's own that took its time is not over.
 * After that it was removed.
 */
async function isOpen(
  { store, clock }: Ports,
  { jobId, firedBy }: ScheduledRun & { readonly firedBy?: string },
): Promise<boolean> {
  const record = live(await store.get(jobId), clock.now());
  if (record !== undefined) return !isFinal(record.status);
  const firing = firedBy && live(await store.get(firedBy), clock.now());
  return firing ? !isFinal(firing.status) : false;
}

async function enqueueOccurrence(
  ports: Ports,
  jobs: JobRegistry,
  { schedule, at }: Firing,
): Promise<string> {
  const { firedBy, jobId } = idsOfOccurrence(schedule, at);
  const origin = { tenant: schedule.tenant, requestId: firedBy, depth: 0 };
  const job = { ...newJobOf(jobs, schedule), id: jobId };
  const [made] = await enqueueJobs(ports, origin, [job]);
  // A conflict: it was enqueued before, and the schedule has got another payload since.
  if (made?.outcome === 'accepted' || made?.outcome === 'conflict') return jobId;
  throw new Error(`The job could not be enqueued: ${made?.reason ?? 'no answer'}`);
}

/** One job of the schedule, with an id of its own. */
export function newJobOf(jobs: JobRegistry, schedule: Schedule): NewJob {
  const type = findType(jobs, schedule.type);
  if (type === undefined) {
    throw new PermanentError(
      `Schedule '${schedule.name}' is for job type '${schedule.type}', which is not there any more: delete the schedule, or bring the type back`,
    );
  }
  const { payload } = schedule;
  return { type, payload: JSON.parse(payload), payloadText: payload, tags: [tagOf(schedule)] };
}
