import { enqueueJobs } from '../core/enqueue.ts';
import { idOfKey } from '../core/job-id.ts';
import { getJobs } from '../core/read-job.ts';
import { retryMany } from '../system-jobs/retry-many.ts';
import { checkRetriedTypes } from './allowed-types.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { jobAnswer } from './job-answer.ts';
import { originOf } from './origin-of.ts';
import { invalidRequest } from './problem.ts';
import { readRetry } from './read-retry.ts';
import { refusalOf } from './refusal-of.ts';
import { callerPath } from './request-path.ts';

/** 202, and the job that does it. */
export async function retryJobs(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const read = readRetry(event.json);
  if (read.value === undefined) throw invalidRequest(read.faults);
  const { tenant, caller } = event;
  const { ids = [] } = read.value;
  const found = caller?.types === undefined ? [] : await getJobs(ports, { tenant, ids });
  checkRetriedTypes(event, read.value, found);
  const key = idempotencyKey(event);
  const job = {
    type: retryMany(ports, ports.jobs),
    payload: read.value,
    tags: [],
    ...(key !== undefined && { id: idOfKey(tenant, key) }),
  };

  const [enqueued] = await enqueueJobs(ports, originOf(event, ports), [job]);
  if (enqueued?.outcome !== 'accepted') throw refusalOf(enqueued);
  return jobAnswer(ports, enqueued.job, {
    scopes: event.scopes,
    status: 202,
    headers: {
      Location: callerPath(event).replace(/retry$/, enqueued.job.id),
      ...(enqueued.replayed && { 'Idempotency-Replayed': 'true' }),
    },
  });
}
