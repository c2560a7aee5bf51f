import { cancelJob as cancel } from '../core/cancel.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { jobAddress, unknownJob } from './job-address.ts';
import { jobAnswer } from './job-answer.ts';
import { Problem } from './problem.ts';

/** 200 cancelled, 202 while the running code has yet to end, 409 if it came too late. */
export async function cancelJob(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const address = jobAddress(event);
  const cancelled = await cancel(ports, address);
  switch (cancelled.outcome) {
    case 'missing':
      throw unknownJob(address.id);
    case 'over': {
      const detail = `Job ${address.id} has already ${cancelled.job.status}: only a job that is not over can be cancelled`;
      throw new Problem('already-over', detail);
    }
    case 'requested':
      return jobAnswer(ports, cancelled.job, { status: 202, scopes: event.scopes });
    case 'cancelled':
    case 'unchanged':
      return jobAnswer(ports, cancelled.job, { status: 200, scopes: event.scopes });
  }
}
