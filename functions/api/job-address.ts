import type { JobAddress } from '../core/cancel.ts';
import type { ApiEvent } from './api-event.ts';
import { Problem } from './problem.ts';
import { shown } from './shown.ts';

/** Of the job that the path names. What cannot be an id never gets to the store, which has limits of its own. */
export function jobAddress({ tenant, parameters: { id = '' } }: ApiEvent): JobAddress {
  if (!isJobId(id)) throw unknownJob(id);
  return { tenant, id };
}

export function isJobId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}

export function unknownJob(id: string): Problem {
  const detail = `There is no job ${shown(id)}: check the id and the key. Finished jobs are removed after some weeks`;
  return new Problem('unknown-job', detail);
}
