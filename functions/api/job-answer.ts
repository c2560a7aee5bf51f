import type { JobRecord } from '../core/job-record.ts';
import { readBodies } from '../core/read-job.ts';
import type { Answer } from './answer.ts';
import type { ApiPorts } from './api-ports.ts';
import { jobText } from './job-text.ts';
import { retryAfter } from './retry-after.ts';

interface JobAnswer extends Omit<Answer, 'body'> {
  /** Whether the caller may see where an error was thrown. @default false */
  readonly stack?: boolean;
}

/** The job with all it has. A 202 says when to ask again. */
export async function jobAnswer(
  ports: ApiPorts,
  record: JobRecord,
  { status, headers, stack = false }: JobAnswer,
): Promise<Answer> {
  return {
    status,
    body: jobText(record, await readBodies(ports, record), { stack }),
    headers: { ...(status === 202 && retryAfter(record, ports.clock.now())), ...headers },
  };
}
