import { keyFault } from '../api/idempotency-key.ts';
import { payloadText } from '../api/payload-text.ts';
import { type Fault, invalidRequest, Problem } from '../api/problem.ts';
import { readNewJob } from '../api/read-new-job.ts';
import type { NewJob } from '../core/enqueue.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import type { EnqueueOptions } from './enqueuer.ts';

interface Given extends EnqueueOptions {
  readonly type: string;
  readonly payload: unknown;
}

/** A request that has passed the checks of the API. */
export interface ReadRequest {
  readonly job: NewJob;
  /** What the API would get: the members of a job, as JSON has them. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly key?: string;
}

/** `places` are pointers for what is wrong, one each. Rejects with every fault of all requests. */
export async function readRequests(
  requests: readonly Given[],
  places: readonly string[],
  given: { readonly jobs: JobRegistry; readonly now: number },
): Promise<readonly ReadRequest[]> {
  const reads = await Promise.all(
    requests.map(async (request, place) => {
      const at = places[place] ?? '#';
      const { idempotencyKey: key, ...members } = request;
      const { text, body } = bodyOf(members, at, given.jobs);
      const { value, faults } = await readNewJob(body, at, given);
      return {
        faults: [...faults, ...keyFaults(key, at)],
        read: value && {
          job: { ...value, ...(text !== undefined && { payloadText: text }) },
          body,
          ...(key !== undefined && { key }),
        },
      };
    }),
  );
  const faults = [...reads.flatMap((read) => read.faults), ...repeatedKeys(requests, places)];
  if (faults.length > 0) throw invalidRequest(faults);
  return reads.flatMap(({ read }) => read ?? []);
}

/** As it would arrive: a Date, say, becomes text on the way. */
function bodyOf(request: Omit<Given, 'idempotencyKey'>, at: string, jobs: JobRegistry) {
  const { payload, runAt, ...members } = request;
  const text = payload === undefined ? undefined : jsonOf(request, at, jobs);
  return {
    text,
    body: {
      ...members,
      ...(text !== undefined && { payload: JSON.parse(text) as unknown }),
      ...(runAt !== undefined && { runAt: timeOf(runAt) }),
    },
  };
}

function jsonOf(request: Given, at: string, jobs: JobRegistry): string | undefined {
  try {
    return typeof request.payload === 'function' ? undefined : payloadText(request, at, jobs);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const detail = `The payload is not JSON: ${error instanceof Error ? error.message : error}`;
    throw invalidRequest([{ pointer: `${at}/payload`, detail }]);
  }
}

function timeOf(runAt: Date): string {
  return Number.isNaN(runAt.getTime()) ? String(runAt) : runAt.toISOString();
}

function keyFaults(key: string | undefined, at: string): readonly Fault[] {
  const detail = key === undefined ? undefined : keyFault(key);
  return detail === undefined ? [] : [{ pointer: `${at}/idempotencyKey`, detail }];
}

/** Which of the two would be first is not known, so neither is whose payload counts. */
function repeatedKeys(requests: readonly Given[], places: readonly string[]): readonly Fault[] {
  const first = new Map<string, number>();
  return requests.flatMap(({ idempotencyKey: key }, place) => {
    if (key === undefined) return [];
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, place);
    if (earlier === undefined) return [];
    const detail = `The key is that of ${places[earlier]} as well: give each job its own, or leave one out`;
    return [{ pointer: `${places[place]}/idempotencyKey`, detail }];
  });
}
