import { getJob } from '../core/read-job.ts';
import { rescheduleJob as reschedule } from '../core/reschedule.ts';
import { checkType } from './allowed-types.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { jobAddress, unknownJob } from './job-address.ts';
import { jobAnswer } from './job-answer.ts';
import { isObject } from './json-checks.ts';
import { type Fault, invalidRequest, Problem } from './problem.ts';
import { readStart } from './read-start.ts';
import { shown } from './shown.ts';
import { unknownFields } from './unknown-fields.ts';

/** 200, 409 unless the job waits for a time. */
export async function rescheduleJob(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const address = jobAddress(event);
  const runAt = readTime(event.json, ports.clock.now());
  const key = idempotencyKey(event);

  // Only such a key needs the record first.
  const record = event.caller?.types && (await getJob(ports, address));
  if (record !== undefined) checkType(event, record.type);

  const moved = await reschedule(ports, { ...address, runAt, ...(key !== undefined && { key }) });

  switch (moved.outcome) {
    case 'missing':
      throw unknownJob(address.id);
    case 'not-waiting': {
      const detail = `Job ${address.id} is ${moved.job.status}: only a job that is scheduled or retrying can be rescheduled`;
      throw new Problem('not-waiting', detail);
    }
    case 'payload-gone': {
      const detail = `The payload of job ${address.id} has expired: send it as a new job`;
      throw new Problem('payload-gone', detail);
    }
    case 'rescheduled':
    case 'unchanged':
      return jobAnswer(ports, moved.job, { status: 200, scopes: event.scopes });
  }
}

function readTime(body: unknown, now: number): number {
  const { value = now, faults } = isObject(body) ? readFields(body, now) : notAnObject(body);
  if (faults.length > 0) throw invalidRequest(faults);
  return value;
}

function readFields(body: Readonly<Record<string, unknown>>, now: number) {
  const { delay, runAt } = body;
  const start = readStart(body, '#', now);
  const missing: readonly Fault[] =
    delay === undefined && runAt === undefined
      ? [{ pointer: '#', detail: "Expected a delay, such as '10m', or a runAt, got neither" }]
      : [];
  const known = ['delay', 'runAt'];
  const unknown = unknownFields(body, '#', { known, of: 'a reschedule' });
  return { ...start, faults: [...unknown, ...missing, ...start.faults] };
}

function notAnObject(body: unknown) {
  const detail = `Expected an object with a delay or a runAt, got ${shown(body)}`;
  return { value: undefined, faults: [{ pointer: '#', detail }] };
}
