import type { JobRecord } from '../../../functions/core/job-record.ts';

/** A queued job. */
export function jobRecord(fields: Partial<JobRecord>): JobRecord {
  return {
    id: 'id',
    tenant: 'default',
    type: 'demo',
    queue: 'demo',
    status: 'queued',
    ticket: 1,
    hash: 'hash',
    attempt: 0,
    maxAttempts: 3,
    createdAt: 0,
    requestId: 'request',
    depth: 0,
    tags: [],
    history: [],
    ...fields,
  };
}
