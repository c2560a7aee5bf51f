import { eraseJob } from '../core/erase.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { jobAddress, unknownJob } from './job-address.ts';
import { Problem } from './problem.ts';

/** 204, the second time as well; 409 while the job is not over. */
export async function deleteJob(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const address = jobAddress(event);
  const erased = await eraseJob(ports, address);
  switch (erased.outcome) {
    case 'missing':
      throw unknownJob(address.id);
    case 'not-final': {
      const detail = `Job ${address.id} is ${erased.job.status}: only a job that is over can be erased, so cancel it first`;
      throw new Problem('not-final', detail);
    }
    case 'erased':
      return { status: 204 };
  }
}
