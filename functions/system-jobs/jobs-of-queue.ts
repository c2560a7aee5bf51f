import type { JobRegistry } from '../core/job-registry.ts';
import type { Ports } from '../core/ports.ts';
import { isSystemQueue } from '../core/queue-settings.ts';
import { systemJobs } from './system-jobs.ts';

/** What the worker of a queue can run: Errand's own job types on Errand's own queues, else the program's. */
export function jobsOfQueue(
  queue: string | undefined,
  ports: Ports,
  jobs: JobRegistry,
): JobRegistry {
  return queue !== undefined && isSystemQueue(queue) ? systemJobs(ports, jobs) : jobs;
}
