import type { JobRecord } from '../core/job-record.ts';
import { readBodies } from '../core/read-job.ts';
import type { Answer } from './answer.ts';
import type { ApiPorts } from './api-ports.ts';
import { jobText } from './job-text.ts';
import { retryAfter } from './retry-after.ts';

/** The job with all it has. A 202 says when to ask again. */
export async function jobAnswer(
  ports: ApiPorts,
  record: JobRecord,
  { status, headers }: Omit<Answer, 'body'>,
): Promise<Answer> {
  return {
    status,
    body: jobText(record, await readBodies(ports, record)),
    headers: { ...(status === 202 && retryAfter(record, ports.clock.now())), ...headers },
  };
}
