import { randomBytes } from 'node:crypto';
import { second } from '../core/duration.ts';
import { type JobError, loggedError } from '../core/job-error.ts';
import type { JobRecord } from '../core/job-record.ts';
import type { Outcome } from '../core/settle.ts';
import type { Trace } from '../core/trace.ts';
import { formatTraceparent, parseTraceparent } from '../core/traceparent.ts';
import type { SendSegment } from './xray-daemon.ts';
import { rootOf } from './xray-header.ts';

/** Characters of an error's message. A document may have 64 KB, and X-Ray is no place to keep errors. */
const longestMessage = 1_000;

/**
 * Each attempt is a segment, named after the job type, in the trace of the request. X-Ray gets it twice: when
 * it begins, so that an attempt that is killed shows as one that never ended, and when it ends.
 */
export function xrayTrace(send: SendSegment): Trace {
  return {
    begin(claimed) {
      const context = parseTraceparent(claimed.traceparent ?? '');
      if (context?.sampled !== true) return undefined;
      const { traceId, parentId } = context;
      const id = newId();
      const segment = {
        name: claimed.type,
        id,
        trace_id: rootOf(traceId),
        parent_id: parentId,
        start_time: (claimed.startedAt ?? 0) / second,
      };
      const annotations = annotationsOf(claimed);
      send({ ...segment, annotations, in_progress: true });
      return {
        traceparent: formatTraceparent({ traceId, parentId: id, sampled: true }),
        end: (outcome, now) =>
          send({
            ...segment,
            annotations: { ...annotations, outcome: outcome.status },
            end_time: now / second,
            ...faultOf(outcome),
          }),
      };
    },
  };
}

/** By these X-Ray finds a trace. */
function annotationsOf({ id, tenant, queue, attempt }: JobRecord) {
  return { jobId: id, tenant, queue, attempt };
}

function faultOf(outcome: Outcome) {
  if (!('error' in outcome)) return {};
  return { fault: true, cause: { exceptions: [exceptionOf(outcome.error)] } };
}

function exceptionOf(error: JobError) {
  const message = loggedError(error).slice(0, longestMessage);
  return { id: newId(), type: error.name, message };
}

/** 64 bits, as the standard and X-Ray both have it. */
function newId(): string {
  return randomBytes(8).toString('hex');
}
