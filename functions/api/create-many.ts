import { type Enqueued, enqueueJobs, type NewJob } from '../core/enqueue.ts';
import { idOfKey } from '../core/job-id.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { summaryText } from './job-text.ts';
import { originOf } from './origin-of.ts';
import { payloadText } from './payload-text.ts';
import { invalidRequest, type Problem } from './problem.ts';
import { readNewJob } from './read-new-job.ts';
import { refusalOf } from './refusal-of.ts';

const mostJobs = 500;

/**
 * All or none passes the checks. What could not be sent afterwards is a problem in its place; the whole
 * is refused only if nothing was accepted.
 */
export async function createMany(
  event: ApiEvent,
  entries: readonly unknown[],
  ports: ApiPorts,
): Promise<Answer> {
  const jobs = await readJobs(event, entries, ports);
  const outcomes = await enqueueJobs(ports, originOf(event, ports), jobs);

  const refusals = outcomes.flatMap((outcome) => refusalIn(outcome) ?? []);
  if (refusals.length === outcomes.length) throw worst(refusals);
  logFailures(event, refusals, ports);
  const isReplay = outcomes.every((outcome) => outcome.outcome === 'accepted' && outcome.replayed);
  return {
    status: 202,
    body: `{"jobs":[${outcomes.map(entryText).join(',')}]}`,
    headers: {
      'Retry-After': '1',
      ...(isReplay && { 'Idempotency-Replayed': 'true' }),
    },
  };
}

async function readJobs(
  event: ApiEvent,
  entries: readonly unknown[],
  { jobs, clock }: ApiPorts,
): Promise<readonly NewJob[]> {
  if (entries.length === 0 || entries.length > mostJobs) {
    const detail = `Expected 1 to ${mostJobs} jobs in an array, got ${entries.length}`;
    throw invalidRequest([{ pointer: '#', detail }]);
  }
  for (const [place, entry] of entries.entries()) payloadText(entry, `#/${place}`, jobs);
  const given = { jobs, now: clock.now() };
  const reads = await Promise.all(
    entries.map((entry, place) => readNewJob(entry, `#/${place}`, given)),
  );
  const faults = reads.flatMap((read) => read.faults);
  if (faults.length > 0) throw invalidRequest(faults);
  const key = idempotencyKey(event);
  return reads.flatMap(({ value }, place) => {
    if (value === undefined) return [];
    return [key === undefined ? value : { ...value, id: idOfKey(event.tenant, key, place) }];
  });
}

function refusalIn(outcome: Enqueued): Problem | undefined {
  return outcome.outcome === 'accepted' ? undefined : refusalOf(outcome);
}

function entryText(outcome: Enqueued): string {
  if (outcome.outcome === 'accepted') return summaryText(outcome.job);
  return `{"error":${JSON.stringify(refusalOf(outcome))}}`;
}

/** Repeating the request helps against the one that is no fault of the caller's. */
function worst(refusals: readonly Problem[]): Problem {
  return refusals.reduce((a, b) => (b.status > a.status ? b : a));
}

function logFailures(
  { requestId }: ApiEvent,
  refusals: readonly Problem[],
  { log }: ApiPorts,
): void {
  const failed = refusals.filter(({ status }) => status >= 500);
  if (failed.length === 0) return;
  log.error(`${failed.length} jobs of an array could not be sent`, {
    requestId,
    error: String(failed[0]?.cause),
  });
}
