import type { StandardSchemaV1 } from '@standard-schema/spec';
import { exponential } from '../core/backoff.ts';
import { defineJob, type JobType } from '../core/define-job.ts';
import { fireType, type Occurrence } from '../core/fire-job.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import type { Ports } from '../core/ports.ts';

/** Only Errand enqueues it. */
const occurrence: StandardSchemaV1<Occurrence> = {
  '~standard': {
    version: 1,
    vendor: 'errand',
    validate: (value) => ({ value: value as Occurrence }),
  },
};

/** Runs at each time of a schedule. What it does is in a chunk of its own, which no other worker loads. */
export function scheduleJob(ports: Ports, jobs: JobRegistry): JobType {
  return defineJob({
    name: fireType.name,
    queue: fireType.queue,
    input: occurrence,
    retry: { attempts: fireType.maxAttempts, backoff: exponential({ from: '1s', to: '5m' }) },
    async run(input) {
      const { fireOccurrence } = await import('../core/fire-occurrence.ts');
      return fireOccurrence(ports, jobs, input);
    },
  });
}
