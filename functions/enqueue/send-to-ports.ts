import { randomUUID } from 'node:crypto';
import { guardPort, PortFailure } from '../api/guard-port.ts';
import { unavailable } from '../api/problem.ts';
import { refusalOf } from '../api/refusal-of.ts';
import { chunksOf } from '../core/chunks-of.ts';
import { type Enqueued, enqueueJobs } from '../core/enqueue.ts';
import { idOfKey } from '../core/job-id.ts';
import type { Ports } from '../core/ports.ts';
import type { EnqueueOutcome, Send } from './enqueuer.ts';
import type { ReadRequest } from './read-requests.ts';

/** As many as a request of the API may have. */
const atOnce = 500;

/** To store and queue, by the same steps as the API. A key of this tenant is the same key over the API. */
export function sendToPorts(ports: Ports, tenant: string): Send {
  const guarded = { ...ports, store: guardPort(ports.store), queue: guardPort(ports.queue) };

  async function sendSome(requests: readonly ReadRequest[]): Promise<readonly EnqueueOutcome[]> {
    const origin = { tenant, requestId: randomUUID(), depth: 0 };
    const jobs = requests.map(({ job, key }) =>
      key === undefined ? job : { ...job, id: idOfKey(tenant, key) },
    );
    try {
      return (await enqueueJobs(guarded, origin, jobs)).map(outcomeOf);
    } catch (error) {
      if (!(error instanceof PortFailure)) throw error;
      return requests.map(() => ({ ok: false, error: unavailable(error.cause) }));
    }
  }

  return async (requests) => {
    const outcomes: EnqueueOutcome[] = [];
    // One after the other: together they would have more in memory, and be no faster.
    for (const some of chunksOf(requests, atOnce)) outcomes.push(...(await sendSome(some)));
    return outcomes;
  };
}

function outcomeOf(enqueued: Enqueued): EnqueueOutcome {
  if (enqueued.outcome !== 'accepted') return { ok: false, error: refusalOf(enqueued) };
  const { job, replayed } = enqueued;
  return { ok: true, job: { id: job.id, type: job.type, status: job.status, replayed } };
}
