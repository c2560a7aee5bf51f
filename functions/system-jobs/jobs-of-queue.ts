import type { JobRegistry } from '../core/job-registry.ts';
import type { Ports } from '../core/ports.ts';
import { systemQueue } from '../core/queue-settings.ts';
import { systemJobs } from './system-jobs.ts';

/** What the worker of a queue can run: Errand's own job types on Errand's own queue, else the program's. */
export function jobsOfQueue(
  queue: string | undefined,
  ports: Ports,
  jobs: JobRegistry,
): JobRegistry {
  return queue === systemQueue.name ? systemJobs(ports, jobs) : jobs;
}
