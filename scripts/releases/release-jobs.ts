import type { StandardSchemaV1 } from '@standard-schema/spec';
import { defineJob } from '../../functions/core/define-job.ts';
import { PermanentError, RetryLater } from '../../functions/core/job-error.ts';
import { registerJobs } from '../../functions/core/job-registry.ts';
import { defineQueues } from '../../functions/core/queue-settings.ts';

/** What a job's first attempt does; every further one returns. */
export type Task =
  | { readonly does: 'return'; readonly value?: string }
  | { readonly does: 'throw' | 'retry-in-an-hour' | 'fail' | 'enqueue-a-child' };

const anyTask: StandardSchemaV1<Task> = {
  '~standard': { version: 1, vendor: 'errand', validate: (value) => ({ value: value as Task }) },
};

export const taskType = defineJob({
  name: 'task',
  input: anyTask,
  run: async (task, { job, enqueue }) => {
    if (task.does === 'return') return task.value;
    if (job.attempt > 1) return 'in the end';
    if (task.does === 'throw') throw plain(new Error('Not yet'));
    if (task.does === 'retry-in-an-hour') throw plain(new RetryLater('1h'));
    if (task.does === 'fail') throw plain(new PermanentError('Never'));
    return enqueue('task', { does: 'return' }, { key: 'child', delay: '1m' });
  },
});

/** Where the code lies and how it was loaded must not be a part of what is kept. */
function plain(error: Error): Error {
  error.stack = `${error.name}: ${error.message}\n    at run (release-jobs.ts:1:1)`;
  return error;
}

export function releaseJobs() {
  return registerJobs(defineQueues({ default: {}, paused: {} }), [taskType]);
}
