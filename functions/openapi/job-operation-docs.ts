import type { OperationDoc } from './operation-doc.ts';
import { listOf, schemaOf } from './schema.ts';

const job = schemaOf('Job');

export const jobOperationDocs = {
  createJobs: {
    tag: 'jobs',
    summary: 'Enqueue a job, or up to 500',
    description:
      'Accepted means that it runs, at least once, and that its status ends. Of an array every entry is checked before any is sent. In an array the entry at place i has the idempotency key (key, i). Prefer is for one job alone.',
    headers: ['idempotencyKey', 'prefer', 'traceparent'],
    body: {
      oneOf: [schemaOf('NewJob'), listOf(schemaOf('NewJob'), { minItems: 1, maxItems: 500 })],
    },
    answers: {
      200: {
        description: 'The job is over, within the wait that was preferred.',
        schema: job,
        headers: ['Location', 'Preference-Applied', 'Idempotency-Replayed'],
      },
      202: {
        description: 'Accepted: the job, or the jobs in the order sent.',
        schema: { anyOf: [job, schemaOf('EnqueuedJobs')] },
        headers: ['Retry-After', 'Preference-Applied', 'Idempotency-Replayed'],
      },
    },
    problems: ['payload-too-large', 'key-reused'],
  },
  listJobs: {
    tag: 'jobs',
    summary: 'List jobs, newest first, or those with the given ids',
    description: 'All filters have to fit. A list may lag by a second.',
    answers: { 200: { description: 'A page.', schema: schemaOf('JobPage') } },
  },
  retryJobs: {
    tag: 'jobs',
    summary: 'Retry many jobs',
    description:
      'By their ids, or all failed ones that fit a filter. It is itself a job, with progress.',
    headers: ['idempotencyKey', 'traceparent'],
    body: schemaOf('Retry'),
    answers: {
      202: {
        description: 'The job that does it.',
        schema: job,
        headers: ['Location', 'Retry-After', 'Idempotency-Replayed'],
      },
    },
    problems: ['key-reused'],
  },
  getJob: {
    tag: 'jobs',
    summary: 'Get a job, or wait for its end',
    headers: ['prefer', 'ifNoneMatch'],
    answers: {
      200: {
        description: 'The job.',
        schema: job,
        headers: ['ETag', 'Retry-After', 'Preference-Applied'],
      },
      304: {
        description: 'The job still is as the caller knows it.',
        headers: ['ETag', 'Retry-After', 'Preference-Applied'],
      },
    },
    problems: ['unknown-job'],
  },
  cancelJob: {
    tag: 'jobs',
    summary: 'Cancel a job',
    answers: {
      200: { description: 'It is cancelled and never starts again.', schema: job },
      202: {
        description: 'It is running and has been asked to end.',
        schema: job,
        headers: ['Retry-After'],
      },
    },
    problems: ['unknown-job', 'already-over'],
  },
  retryJob: {
    tag: 'jobs',
    summary: 'Run a failed or cancelled job again',
    headers: ['idempotencyKey'],
    answers: {
      202: { description: 'The job, which is due now.', schema: job, headers: ['Retry-After'] },
    },
    problems: ['unknown-job', 'not-final', 'already-over', 'payload-gone'],
  },
  rescheduleJob: {
    tag: 'jobs',
    summary: 'Give a job that waits another time',
    headers: ['idempotencyKey'],
    body: schemaOf('Start'),
    answers: { 200: { description: 'The job with its new time.', schema: job } },
    problems: ['unknown-job', 'not-waiting', 'payload-gone'],
  },
  getLogs: {
    tag: 'jobs',
    summary: 'Get what a job has logged',
    description:
      'The last lines of its own code, of all attempts. On AWS the service of the platform keeps them: then there are no lines here, but the address at which people find them.',
    answers: { 200: { description: 'Lines, or where they are.', schema: schemaOf('JobLogs') } },
    problems: ['unknown-job'],
  },
  deleteJob: {
    tag: 'jobs',
    summary: 'Erase a job that is over, with its payload and result',
    answers: { 204: { description: 'It is gone.' } },
    problems: ['unknown-job', 'not-final'],
  },
} as const satisfies Readonly<Record<string, OperationDoc>>;
