import { policyAttempts } from '../core/job-registry.ts';
import { getJob } from '../core/read-job.ts';
import { retryJob as retry } from '../core/retry-by-hand.ts';
import { checkType } from './allowed-types.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { jobAddress, unknownJob } from './job-address.ts';
import { jobAnswer } from './job-answer.ts';
import { Problem } from './problem.ts';

/** 202, 409 unless the job failed or was cancelled. */
export async function retryJob(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const address = jobAddress(event);
  const key = idempotencyKey(event);
  const record = await getJob(ports, address);
  if (record === undefined) throw unknownJob(address.id);

  checkType(event, record.type);
  const attempts = policyAttempts(ports.jobs, record.type);
  const retried = await retry(ports, { ...address, attempts, ...(key !== undefined && { key }) });

  switch (retried.outcome) {
    case 'missing':
      throw unknownJob(address.id);
    case 'not-final': {
      const detail = `Job ${address.id} is ${retried.job.status}: only a job that failed or was cancelled can be retried`;
      throw new Problem('not-final', detail);
    }
    case 'already-over': {
      const detail = `Job ${address.id} has ${retried.job.status}, and only a job that failed or was cancelled can be retried: enqueue it anew`;
      throw new Problem('already-over', detail);
    }
    case 'payload-gone': {
      const why = retried.job.erasedAt === undefined ? 'has expired' : 'was erased';
      const detail = `The payload of job ${address.id} ${why}: send it as a new job`;
      throw new Problem('payload-gone', detail);
    }
    case 'retried':
    case 'unchanged':
      return jobAnswer(ports, retried.job, { status: 202, scopes: event.scopes });
  }
}
