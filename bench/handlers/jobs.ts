import type { StandardSchemaV1 } from '@standard-schema/spec';
import { defineJob } from '../../functions/core/define-job.ts';
import { registerJobs } from '../../functions/core/job-registry.ts';
import { queues } from '../../functions/jobs/queues.ts';
import { runDemo } from './calls/run-demo.ts';

const anything: StandardSchemaV1<unknown> = {
  '~standard': { version: 1, vendor: 'none', validate: (value) => ({ value }) },
};

/** The work of the handlers to compare with, which check no payload. */
export const jobs = registerJobs(queues, [
  defineJob({ name: 'demo', queue: 'demo', input: anything, run: runDemo }),
]);
