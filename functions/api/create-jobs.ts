import { checkBodyType } from './allowed-types.ts';
import type { ApiEvent, Operation } from './api-event.ts';
import { createJob } from './create-job.ts';
import { createMany } from './create-many.ts';

/** `POST /jobs` with one job, or with an array of them. */
export const createJobs: Operation = (event: ApiEvent, ports) => {
  checkBodyType(event, event.json);
  return Array.isArray(event.json) ? createMany(event, event.json, ports) : createJob(event, ports);
};
