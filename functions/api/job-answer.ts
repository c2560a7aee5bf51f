import type { JobRecord } from '../core/job-record.ts';
import type { Scope } from '../core/key-store.ts';
import { readBodies } from '../core/read-job.ts';
import type { Answer } from './answer.ts';
import type { ApiPorts } from './api-ports.ts';
import { jobText } from './job-text.ts';
import { retryAfter } from './retry-after.ts';

interface JobAnswer extends Omit<Answer, 'body'> {
  /** The caller's. */
  readonly scopes: readonly Scope[];
}

/** The job with all it has. A 202 says when to ask again. */
export async function jobAnswer(
  ports: ApiPorts,
  record: JobRecord,
  { status, headers, scopes }: JobAnswer,
): Promise<Answer> {
  return {
    status,
    body: jobText(record, await readBodies(ports, record), scopes),
    headers: { ...(status === 202 && retryAfter(record, ports.clock.now())), ...headers },
  };
}
