import type { Job } from '../../../client/job-shapes.ts';

/** A job as the API shows it, created a minute before the `now` of `runProgram`. */
export function shownJob(fields: Partial<Job> = {}): Job {
  return {
    id: '01985a3e',
    type: 'demo',
    queue: 'demo',
    status: 'queued',
    attempt: 0,
    maxAttempts: 3,
    createdAt: '2029-12-31T23:59:00.000Z',
    tags: [],
    payload: { echo: 1 },
    history: [{ status: 'queued', at: '2029-12-31T23:59:00.000Z', attempt: 0 }],
    ...fields,
  };
}
