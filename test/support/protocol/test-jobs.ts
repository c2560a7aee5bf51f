import type { StandardSchemaV1 } from '@standard-schema/spec';
import { exponential } from '../../../functions/core/backoff.ts';
import { defineJob, type JobContext, type JobType } from '../../../functions/core/define-job.ts';
import { enqueueJobs, type NewJob } from '../../../functions/core/enqueue.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import type { Ports } from '../../../functions/core/ports.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';

/** Takes every payload, as it is. */
export const anything: StandardSchemaV1<unknown> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
};

export type Code = (payload: unknown, context: JobContext) => unknown;

export interface Start {
  readonly id: string;
  readonly attempt: number;
  readonly payload: unknown;
  readonly at: number;
}

/**
 * One job type, `task`, whose code a test gives and whose starts it can look at; `slow` is the same with
 * a timeout of a minute and backoff of an hour, `child` ends at once.
 */
export function testJobs(now: () => number, code: Code) {
  const starts: Start[] = [];
  const run: Code = async (payload, context) => {
    const { id, attempt } = context.job;
    starts.push({ id, attempt, payload, at: now() });
    return code(payload, context);
  };
  const task = defineJob({
    name: 'task',
    input: anything,
    retry: { attempts: 3, backoff: exponential({ from: '10s', to: '1h' }) },
    timeout: '30s',
    run: async (payload, context) => run(payload, context),
  });
  const slow = defineJob({
    name: 'slow',
    input: anything,
    retry: { attempts: 3, backoff: exponential({ from: '1h', to: '1h' }) },
    run: async (payload, context) => run(payload, context),
  });
  const child = defineJob({
    name: 'child',
    input: anything,
    run: async (payload, context) => {
      const { id, attempt } = context.job;
      starts.push({ id, attempt, payload, at: now() });
    },
  });
  const jobs = registerJobs(defineQueues({ default: {} }), [task, slow, child]);
  return { jobs, starts, task, slow, child };
}

let requests = 0;

/** Enqueues one job as a request of its own does. */
export async function enqueueOne(ports: Ports, type: JobType, job: Partial<NewJob> = {}) {
  requests += 1;
  const origin = { tenant: 'acme', requestId: `request-${requests}`, depth: 0 };
  const [made] = await enqueueJobs(ports, origin, [{ type, payload: {}, tags: [], ...job }]);
  if (made === undefined) throw new Error('No outcome for the job');
  return made;
}
