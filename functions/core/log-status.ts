import { loggedError } from './job-error.ts';
import type { JobRecord } from './job-record.ts';
import type { Log } from './log.ts';
import { parseTraceparent } from './traceparent.ts';

const sentences = {
  scheduled: 'Scheduled job',
  queued: 'Queued job',
  running: 'Working on job',
  retrying: 'Will retry job',
  succeeded: 'Finished job',
  failed: 'Failed job',
  cancelled: 'Cancelled job',
};

/** One line for a change of status. Those that somebody may have to act on are warnings. */
export function logStatus(log: Log, record: JobRecord): void {
  const { id, type, queue, status, attempt, maxAttempts, error, traceparent } = record;
  const traceId = parseTraceparent(traceparent ?? '')?.traceId;
  const level = status === 'failed' || status === 'retrying' ? 'warn' : 'debug';
  log[level](`${sentences[status]} ${id}`, {
    jobId: id,
    type,
    queue,
    status,
    attempt,
    maxAttempts,
    ...(traceId !== undefined && { traceId }),
    ...(error !== undefined && { error: loggedError(error) }),
  });
}
