import { type Fault, Problem, type ProblemCode, unavailable } from '../api/problem.ts';
import { chunksOf } from '../core/chunks-of.ts';
import { second } from '../core/duration.ts';
import type { EnqueuedJob, EnqueueOutcome, Send } from './enqueuer.ts';
import type { ReadRequest } from './read-requests.ts';

export interface HttpAccess {
  /** Of the API, with `/v1`. */
  readonly url: string;
  readonly key: string;
}

const atOnce = 10;
const patience = 10 * second;

/** To a server's API, one request for each job, since each may have its own key. */
export function sendOverHttp({ url, key }: HttpAccess): Send {
  const address = `${url.replace(/\/+$/, '')}/jobs`;
  const sendOne = async (request: ReadRequest): Promise<EnqueueOutcome> => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${key}`,
          'Content-Type': 'application/json',
          ...(request.key !== undefined && { 'Idempotency-Key': request.key }),
        },
        body: JSON.stringify(request.body),
        signal: AbortSignal.timeout(patience),
      });
      return outcomeOf(response, await response.json());
    } catch (cause) {
      return { ok: false, error: unavailable(cause) };
    }
  };
  return async (requests) => {
    const outcomes: EnqueueOutcome[] = [];
    for (const some of chunksOf(requests, atOnce)) {
      outcomes.push(...(await Promise.all(some.map(sendOne))));
    }
    return outcomes;
  };
}

/** The body is what the API says: a job, or a problem. */
function outcomeOf({ ok, headers }: Response, body: unknown): EnqueueOutcome {
  if (ok) {
    const { id, type, status } = body as Omit<EnqueuedJob, 'replayed'>;
    const replayed = headers.get('idempotency-replayed') === 'true';
    return { ok, job: { id, type, status, replayed } };
  }
  const { code, detail, errors } = body as {
    code: ProblemCode;
    detail: string;
    errors?: readonly Fault[];
  };
  return { ok: false, error: new Problem(code, detail, errors === undefined ? {} : { errors }) };
}
