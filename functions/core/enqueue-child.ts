import type { ChildOptions, JobContext, JobType } from './define-job.ts';
import { describeError } from './describe-error.ts';
import { longestDelay, parseDuration } from './duration.ts';
import { enqueueJobs, type NewJob } from './enqueue.ts';
import { PermanentError } from './job-error.ts';
import { idOfChild } from './job-id.ts';
import { isTag, mostTags, tagForm } from './job-limits.ts';
import type { JobRecord } from './job-record.ts';
import { findType, type JobRegistry } from './job-registry.ts';
import type { Ports } from './ports.ts';

/** Jobs that enqueue jobs without end would fill the queue, and the bill. */
const deepest = 100;

export interface ChildEnqueuer {
  readonly enqueue: JobContext['enqueue'];
  /** Waits for what is under way, and rejects if that fails. From then on `enqueue` rejects. */
  finish(): Promise<void>;
}

/** `context.enqueue` of one attempt. */
export function childEnqueuer(ports: Ports, jobs: JobRegistry, parent: JobRecord): ChildEnqueuer {
  const underWay = new Set<Promise<string>>();
  let isOver = false;
  let order = 0;

  async function enqueueOne(...[name, payload, options = {}]: Parameters<JobContext['enqueue']>) {
    const place = options.key === undefined ? { order: order++ } : { key: options.key };
    if (isOver) throw new Error(`Attempt ${parent.attempt} of job ${parent.id} is over`);
    const job: NewJob = {
      ...(await checked(jobs, name, payload)),
      runAt: ports.clock.now() + delayOf(options),
      tags: tagsOf(options),
      id: idOfChild(parent.id, place),
    };
    const [made] = await enqueueJobs(ports, originOf(parent), [job]);
    if (made === undefined || made.outcome === 'unavailable') {
      throw new Error(`'${name}' could not be enqueued: ${made?.reason ?? 'no answer'}`);
    }
    if (made.job.type !== name) {
      throw new PermanentError(
        `An earlier attempt enqueued '${made.job.type}' where this one enqueues '${name}': give each its own key`,
      );
    }
    return made.job.id;
  }

  return {
    enqueue(...request) {
      const enqueued = enqueueOne(...request);
      underWay.add(enqueued);
      const settled = enqueued.then(
        () => {},
        // Whether or not the job waits for it: a rejection that nobody hears of would end the process.
        (error) => warn(ports, parent, error),
      );
      void settled.finally(() => underWay.delete(enqueued));
      return enqueued;
    },
    async finish() {
      isOver = true;
      await Promise.all(underWay);
    },
  };
}

function warn({ log }: Ports, { id }: JobRecord, error: unknown): void {
  const { message } = describeError(error);
  log.warn(`A job that job ${id} asked for was not enqueued`, { jobId: id, error: message });
}

async function checked(
  jobs: JobRegistry,
  name: string,
  given: unknown,
): Promise<{ readonly type: JobType; readonly payload: unknown }> {
  const type = findType(jobs, name);
  if (type === undefined) {
    const known = Object.keys(jobs.types).join(', ');
    throw new PermanentError(`There is no job type '${name}' to enqueue. Known: ${known}`);
  }
  const payload: unknown = JSON.parse(payloadText(type, given));
  const validated = await type.validate(payload);
  if (validated.ok) return { type, payload };
  const faults = validated.issues.map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`);
  // The faults name values, and the message of what a job throws is logged: they are in the cause.
  throw new PermanentError(`The payload for '${name}' is not valid, see what caused this`, {
    cause: new Error(faults.join('; ')),
  });
}

/** As it will arrive: a Date, say, becomes text on the way. */
function payloadText({ name, maxPayload }: JobType, given: unknown): string {
  const text = jsonOf(name, given ?? null);
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxPayload) return text;
  throw new PermanentError(
    `The payload for '${name}' is ${bytes} bytes of JSON, over the limit of ${maxPayload}: store it elsewhere and send where it is`,
  );
}

function jsonOf(name: string, given: unknown): string {
  try {
    const text: string | undefined = JSON.stringify(given);
    if (text !== undefined) return text;
  } catch (error) {
    throw new PermanentError(
      `The payload for '${name}' is not JSON: ${describeError(error).message}`,
    );
  }
  throw new PermanentError(`The payload for '${name}' is not JSON but a ${typeof given}`);
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

function tagsOf({ tags = [] }: ChildOptions): readonly string[] {
  const wrong = tags.find((tag) => !isTag(tag));
  if (wrong === undefined && tags.length <= mostTags) return tags;
  const got = wrong === undefined ? `${tags.length} of them` : `'${wrong}'`;
  throw new PermanentError(`Expected at most ${mostTags} tags of ${tagForm}, got ${got}`);
}
