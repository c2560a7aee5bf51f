import { randomUUID } from 'node:crypto';
import type { JobRecord } from '../../../functions/core/job-record.ts';

/** So far off that neither a scheduler nor the removal of expired rows touches what a test has written. */
export const now = Date.UTC(2100, 0, 1);

/** Expired by any clock, and so long ago that tables which remove expired rows leave it. */
export const longAgo = Date.UTC(2015, 0, 1);

/** A job just enqueued, with an id and a tenant that no other test has. */
export function newRecord(fields: Partial<JobRecord> = {}): JobRecord {
  return {
    id: randomUUID(),
    tenant: newTenant(),
    type: 'demo',
    queue: 'default',
    status: 'queued',
    ticket: 1,
    hash: 'k3Jd93jsLq0x_Zp1-vB7Qe',
    attempt: 0,
    maxAttempts: 3,
    createdAt: now,
    requestId: randomUUID(),
    depth: 0,
    tags: [],
    history: [{ status: 'queued', at: now }],
    ...fields,
  };
}

export function newTenant(): string {
  return `tenant-${randomUUID()}`;
}

/** What text may hold outside JSON; a lone surrogate only comes escaped inside JSON text. */
export const hardText = 'a\u0000b \uFFFE\uFFFF 😀 é漢 "\'\\ \u2028 \n\r\t <&>';

/** JSON text of a string with all that is hard, a lone surrogate as well. */
export const hardJson = JSON.stringify(`${hardText} \uD800`);

/** Every field that a record can have, but for `dueAt`: no job is due and failed at once. */
export function fullRecord(): Required<Omit<JobRecord, 'dueAt'>> {
  return {
    ...newRecord(),
    status: 'failed',
    ticket: 7,
    attempt: 4,
    maxAttempts: 50,
    depth: 100,
    tags: Array.from({ length: 10 }, (_, i) => `tag.${i}:${'x'.repeat(i)}`),
    history: [
      { status: 'scheduled', at: now },
      { status: 'running', at: now + 1 },
      { status: 'failed', at: now + 999 },
    ],
    runAt: now + 1,
    startedAt: now + 2,
    finishedAt: now + 3,
    owner: '2f1c/9',
    leaseUntil: now + 4,
    cancelRequestedAt: now + 5,
    progress: { fraction: 0.123_456, note: hardText, at: now + 6 },
    payload: hardJson,
    result: JSON.stringify({ nested: [hardText, null, 1e21, -0.5, {}] }),
    error: {
      code: 'threw',
      name: 'TypeError',
      message: hardText,
      attempt: 4,
      at: now + 7,
      stack: `    at ${hardText}`,
    },
    outcomeAt: 4,
    failedAt: now + 8,
    // In whole seconds, which is what tables count that remove expired rows.
    expiresAt: now + 9_000,
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    retryKey: 'retry "once" \\ more',
    erasedAt: now + 10,
  };
}
