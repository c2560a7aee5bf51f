import type { JobType } from '../core/define-job.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import type { Ports } from '../core/ports.ts';
import { retryMany } from './retry-many.ts';
import { scheduleJob } from './schedule.ts';

/**
 * Defines a job type of Errand's own: by `defineJob`, with a name that begins with `errand-` and one of
 * Errand's own queues. Its code works on other jobs, so it is given what no job of a user's has: the ports,
 * and the program's job types.
 */
type SystemJob = (ports: Ports, jobs: JobRegistry) => JobType;

const definitions: readonly SystemJob[] = [retryMany, scheduleJob];

/** Errand's own job types. Nobody but Errand enqueues them: no API has them in its registry. */
export function systemJobs(ports: Ports, jobs: JobRegistry): JobRegistry {
  const types = definitions.map((define) => define(ports, jobs));
  return {
    types: Object.fromEntries(types.map((type) => [type.name, type])),
    queues: jobs.queues,
  };
}
