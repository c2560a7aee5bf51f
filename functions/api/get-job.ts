import type { JobAddress } from '../core/cancel.ts';
import { isFinal, type JobRecord } from '../core/job-record.ts';
import { getJob as findJob } from '../core/read-job.ts';
import { versionOf, waitForJob } from '../core/wait-for-job.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { headerOf } from './header.ts';
import { jobAddress, unknownJob } from './job-address.ts';
import { jobAnswer } from './job-answer.ts';
import { preferredWait } from './prefer.ts';
import { retryAfter } from './retry-after.ts';
import { noLimit, tooManyWaiting } from './wait-limit.ts';

/** 200, or 304 if the job still is as the caller knows it, after the wait that the caller prefers. */
export async function getJob(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const address = jobAddress(event);
  const known = headerOf(event, 'if-none-match');
  const wait = preferredWait(event, ports.longestWait);

  const record = await recordInTurn(ports, { ...address, ms: wait?.ms ?? 0 }, known);
  if (record === undefined) throw unknownJob(address.id);

  const headers = {
    ETag: `"${versionOf(record)}"`,
    ...wait?.headers,
    ...(!isFinal(record.status) && retryAfter(record, ports.clock.now())),
  };
  if (known !== undefined && isKnown(record, known)) return { status: 304, headers };
  return jobAnswer(ports, record, { status: 200, headers, scopes: event.scopes });
}

type Wait = JobAddress & { readonly ms: number };

/** 429 if too many wait already: then this one is not to hold up those who do not. */
async function recordInTurn(
  ports: ApiPorts,
  wait: Wait,
  known: string | undefined,
): Promise<JobRecord | undefined> {
  if (wait.ms === 0) return recordAfter(ports, wait, known);
  const leave = (ports.waits ?? noLimit).enter();
  if (leave === undefined) throw tooManyWaiting();
  try {
    return await recordAfter(ports, wait, known);
  } finally {
    leave();
  }
}

/** Waits for the end; with `If-None-Match`, for any change. */
async function recordAfter(
  ports: ApiPorts,
  wait: Wait,
  known: string | undefined,
): Promise<JobRecord | undefined> {
  if (wait.ms === 0) return findJob(ports, wait);
  if (known === undefined) return waitForJob(ports, { ...wait, until: 'end' });
  const [, version] = /^(?:W\/)?"([^",]*)"$/.exec(known) ?? [];
  if (version !== undefined) return waitForJob(ports, { ...wait, until: { not: version } });
  const record = await findJob(ports, wait);
  if (record === undefined || !isKnown(record, known)) return record;
  return waitForJob(ports, { ...wait, until: { not: versionOf(record) } });
}

/** `If-None-Match` is a list of tags or `*`; a weak tag is as good as a strong one (RFC 9110). */
function isKnown(record: JobRecord, known: string): boolean {
  const tag = `"${versionOf(record)}"`;
  return known === '*' || known.split(',').some((each) => each.trim().replace(/^W\//, '') === tag);
}
