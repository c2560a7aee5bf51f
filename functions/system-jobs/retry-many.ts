import type { StandardSchemaV1 } from '@standard-schema/spec';
import { defineJob, type JobType } from '../core/define-job.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import type { Ports } from '../core/ports.ts';
import { systemQueue } from '../core/queue-settings.ts';
import type { RetryRequest } from './retry-request.ts';

/** Only the API makes such a payload, and has checked it. */
const input: StandardSchemaV1<RetryRequest> = {
  '~standard': {
    version: 1,
    vendor: 'errand',
    validate: (value) => ({ value: value as RetryRequest }),
  },
};

/** Retries many jobs, by their ids or by a filter over the failed ones. */
export const retryMany = (ports: Ports, jobs: JobRegistry): JobType =>
  defineJob({
    name: 'errand-retry',
    queue: systemQueue.name,
    input,
    retry: { attempts: 5 },
    timeout: '14m',
    // Only the worker of its queue ever runs it: no other function loads the code at its start.
    run: async (request, context) => {
      const { retryAll } = await import('./retry-all.ts');
      return retryAll({ ports, jobs, request, context });
    },
  });
