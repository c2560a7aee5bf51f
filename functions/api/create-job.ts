import { enqueueJobs, type NewJob } from '../core/enqueue.ts';
import { idOfKey } from '../core/job-id.ts';
import { isFinal, type JobRecord } from '../core/job-record.ts';
import { type Bodies, readBodies } from '../core/read-job.ts';
import { waitForJob } from '../core/wait-for-job.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { PortFailure } from './guard-port.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { jobText } from './job-text.ts';
import { originOf } from './origin-of.ts';
import { payloadText } from './payload-text.ts';
import { type PreferredWait, preferredWait } from './prefer.ts';
import { invalidRequest } from './problem.ts';
import { readNewJob } from './read-new-job.ts';
import { refusalOf } from './refusal-of.ts';
import { callerPath } from './request-path.ts';
import { retryAfter } from './retry-after.ts';
import { noLimit } from './wait-limit.ts';

/** 202, or 200 if the caller prefers to wait and the job is over in time. */
export async function createJob(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const payload = payloadText(event.json, '#', ports.jobs);
  const job = await readJob(event, ports);
  const text = payload === undefined ? {} : { payloadText: payload };
  const preferred = preferredWait(event, ports.longestPostWait);

  const [enqueued] = await enqueueJobs(ports, originOf(event, ports), [{ ...job, ...text }]);
  if (enqueued?.outcome !== 'accepted') throw refusalOf(enqueued);

  // A replay has the payload of this very request, or its fingerprint would differ.
  const { seen, wait } = await seenInTurn(ports, { record: enqueued.job, payload }, preferred);
  const isOver = wait !== undefined && isFinal(seen.record.status);
  return {
    status: isOver ? 200 : 202,
    body: jobText(seen.record, seen, event.scopes),
    headers: {
      Location: `${callerPath(event)}/${seen.record.id}`,
      ...(!isOver && retryAfter(seen.record, ports.clock.now())),
      ...wait?.headers,
      ...(enqueued.replayed && { 'Idempotency-Replayed': 'true' }),
    },
  };
}

async function readJob(event: ApiEvent, { jobs, clock }: ApiPorts): Promise<NewJob> {
  const read = await readNewJob(event.json, '#', { jobs, now: clock.now() });
  if (read.value === undefined) throw invalidRequest(read.faults);
  const key = idempotencyKey(event);
  return key === undefined ? read.value : { ...read.value, id: idOfKey(event.tenant, key) };
}

/** Without the wait if too many wait already: the job is accepted all the same. */
async function seenInTurn(ports: ApiPorts, accepted: Seen, wait: PreferredWait | undefined) {
  const leave = wait && (ports.waits ?? noLimit).enter();
  if (leave === undefined) return { seen: await seenAfter(ports, accepted, 0) };
  try {
    return { seen: await seenAfter(ports, accepted, wait?.ms ?? 0), wait };
  } finally {
    leave();
  }
}

interface Seen extends Partial<Bodies> {
  readonly record: JobRecord;
}

/** The job at its end, if that comes within `ms`; else as it is. */
async function seenAfter(ports: ApiPorts, accepted: Seen, ms: number): Promise<Seen> {
  const { record, payload } = accepted;
  try {
    const last = isFinal(record.status) || ms === 0 ? record : await lastRecord(ports, record, ms);
    return isFinal(last.status)
      ? { record: last, ...(await readBodies(ports, last)) }
      : { record: last, payload };
  } catch (error) {
    // It was accepted: any other answer would have the caller send it a second time.
    if (!(error instanceof PortFailure) || isFinal(record.status)) throw error;
    ports.log.warn(`Whoever enqueued job ${record.id} could not wait for it`, {
      jobId: record.id,
      error: error.message,
    });
    return accepted;
  }
}

/** The record may not be there yet: the claim writes it if the enqueuer could not. */
async function lastRecord(ports: ApiPorts, job: JobRecord, ms: number): Promise<JobRecord> {
  const { tenant, id } = job;
  return (await waitForJob(ports, { tenant, id, ms, until: 'end' })) ?? job;
}
