import type { ChildOptions, JobContext } from './define-job.ts';
import { longestDelay, parseDuration } from './duration.ts';
import { enqueueJobs } from './enqueue.ts';
import { PermanentError } from './job-error.ts';
import { idOfChild } from './job-id.ts';
import type { JobRecord } from './job-record.ts';
import { findType, type JobRegistry } from './job-registry.ts';
import type { Ports } from './ports.ts';

/** Jobs that enqueue jobs without end would fill the queue, and the bill. */
const deepest = 100;

/** `context.enqueue` of one attempt. */
export function childEnqueuer(
  ports: Ports,
  jobs: JobRegistry,
  parent: JobRecord,
): JobContext['enqueue'] {
  let order = 0;
  return async (name, payload, options = {}) => {
    const place = options.key === undefined ? { order: order++ } : { key: options.key };
    const job = {
      ...(await checked(jobs, name, payload)),
      runAt: ports.clock.now() + delayOf(options),
      tags: options.tags ?? [],
      id: idOfChild(parent.id, place),
    };
    const [made] = await enqueueJobs(ports, originOf(parent), [job]);
    if (made === undefined || made.outcome === 'unavailable') {
      throw new Error(`'${name}' could not be enqueued: ${made?.reason ?? 'no answer'}`);
    }
    return made.job.id;
  };
}

async function checked(jobs: JobRegistry, name: string, given: unknown) {
  const type = findType(jobs, name);
  if (type === undefined) {
    const known = Object.keys(jobs.types).join(', ');
    throw new PermanentError(`There is no job type '${name}' to enqueue. Known: ${known}`);
  }
  // As it will arrive: a Date, say, becomes text on the way.
  const payload: unknown = JSON.parse(JSON.stringify(given ?? null));
  const validated = await type.validate(payload);
  if (validated.ok) return { type, payload };
  const faults = validated.issues.map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`);
  throw new PermanentError(`The payload for '${name}' is not valid: ${faults.join('; ')}`);
}

/** Every attempt of the parent is the same request. */
function originOf({ tenant, id, depth, traceparent }: JobRecord) {
  if (depth >= deepest) {
    throw new PermanentError(
      `Job ${id} is ${depth} jobs away from a request: it may enqueue no further ones (limit ${deepest})`,
    );
  }
  return {
    tenant,
    requestId: id,
    depth: depth + 1,
    ...(traceparent !== undefined && { traceparent }),
  };
}

function delayOf({ delay = '0s' }: ChildOptions): number {
  const parsed = parseDuration(delay);
  if (parsed === undefined || parsed > longestDelay) {
    throw new PermanentError(
      `Expected a delay such as '10s', '15m', '3h' or '7d', at most 366d, got '${delay}'`,
    );
  }
  return parsed;
}
