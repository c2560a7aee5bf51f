import type { Command } from '@commander-js/extra-typings';
import type { Surroundings } from '../surroundings.ts';
import { addCancelJob } from './cancel-job.ts';
import { addEnqueueJob } from './enqueue-job.ts';
import { addEraseJob } from './erase-job.ts';
import { addListJobs } from './list-jobs.ts';
import { addLogOfJob } from './log-of-job.ts';
import { addRescheduleJob } from './reschedule-job.ts';
import { addRetryJobs } from './retry-jobs.ts';
import { addShowJob } from './show-job.ts';
import { addWaitForJob } from './wait-for-job.ts';

/** `errand jobs …`. */
export function addJobs(errand: Command, surroundings: Surroundings): void {
  const jobs = errand.command('jobs').description('lists, shows, starts and steers jobs');
  for (const add of all) add(jobs, surroundings);
}

const all = [
  addListJobs,
  addShowJob,
  addLogOfJob,
  addEnqueueJob,
  addWaitForJob,
  addCancelJob,
  addRetryJobs,
  addRescheduleJob,
  addEraseJob,
];
