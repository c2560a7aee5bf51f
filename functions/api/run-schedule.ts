import { idOfKey } from '../core/job-id.ts';
import { findType } from '../core/job-registry.ts';
import { runSchedule as run } from '../core/run-schedule.ts';
import type { Schedule } from '../core/schedule.ts';
import { checkType } from './allowed-types.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { jobAnswer } from './job-answer.ts';
import { originOf } from './origin-of.ts';
import { Problem } from './problem.ts';
import { refusalOf } from './refusal-of.ts';
import { findSchedule } from './schedule-address.ts';

/** 202 and the job, whatever is under way and also while the schedule is paused. */
export async function runSchedule(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const key = idempotencyKey(event);
  const schedule = await findSchedule(event, ports);
  checkType(event, schedule.type);
  if (findType(ports.jobs, schedule.type) === undefined) throw typeGone(schedule);
  const enqueued = await run(ports, ports.jobs, {
    schedule,
    origin: originOf(event, ports),
    ...(key !== undefined && { id: idOfKey(event.tenant, key) }),
  });
  if (enqueued?.outcome !== 'accepted') throw refusalOf(enqueued);
  return jobAnswer(ports, enqueued.job, {
    status: 202,
    scopes: event.scopes,
    headers: { ...(enqueued.replayed && { 'Idempotency-Replayed': 'true' }) },
  });
}

function typeGone({ name, type }: Schedule): Problem {
  const detail = `Schedule '${name}' is for job type '${type}', which is not there any more: delete the schedule, or bring the type back`;
  return new Problem('type-gone', detail);
}
