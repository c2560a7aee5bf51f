import { chunksOf } from '../core/chunks-of.ts';
import type { JobContext, RunningJob } from '../core/define-job.ts';
import { dispatch } from '../core/dispatch-due.ts';
import { minute, second } from '../core/duration.ts';
import { GoOnLater } from '../core/job-error.ts';
import type { JobRecord } from '../core/job-record.ts';
import { type JobRegistry, policyAttempts } from '../core/job-registry.ts';
import type { Ports } from '../core/ports.ts';
import { longestMessageDelay } from '../core/queue.ts';
import { reopenJob } from '../core/retry-by-hand.ts';
import { nextPage } from './retry-pages.ts';
import type { RetryRequest } from './retry-request.ts';
import { loadState, type RetryState, saveState } from './retry-state.ts';

/** Of one attempt, whose function runs for 15 minutes: the rest is for another one. */
const longestPart = 10 * minute;
/** Writes at once. */
const parallel = 25;

export interface RetryRun {
  readonly ports: Ports;
  readonly jobs: JobRegistry;
  readonly request: RetryRequest;
  readonly context: JobContext;
}

/** What the job answers: how many run again, and how many do not, by the reason. */
export interface RetryResult {
  readonly retried: number;
  readonly skipped: Readonly<Record<string, number>>;
}

/**
 * Retries each job as it would be retried by hand, under a key made from the id of the job that does it:
 * whatever is done twice, because an attempt was cut short, changes nothing the second time.
 */
export async function retryAll({ ports, jobs, request, context }: RetryRun): Promise<RetryResult> {
  const { job, signal, progress } = context;
  const until = ports.clock.now() + longestPart;
  let state = await loadState(ports, job);
  for (;;) {
    state = await retryPending(ports, jobs, { state, request, job });
    const { retried, skipped } = state;
    progress(state.done, `${retried} retried, ${sum(skipped)} skipped`);
    if (state.place === undefined) return { retried, skipped };

    state = await nextPage(ports, { request, job, state, place: state.place });
    // Before they are retried: of those that leave the list of failed jobs nobody could tell afterwards.
    await saveState(ports, job, state);
    signal.throwIfAborted();
    if (ports.clock.now() > until) throw new GoOnLater('The rest is for the next attempt');
  }
}

/** Those that were found and perhaps not retried yet: the first time none. */
async function retryPending(
  ports: Ports,
  jobs: JobRegistry,
  { state, request, job }: { state: RetryState; request: RetryRequest; job: RunningJob },
): Promise<RetryState> {
  const { pending, retried, skipped, startedAt } = state;
  const before = retried + sum(skipped);
  const timed = pending.map(({ id, type }, place) => ({
    tenant: job.tenant,
    id,
    attempts: policyAttempts(jobs, type),
    key: job.id,
    runAt: request.rate ? startedAt + ((before + place) * second) / request.rate : startedAt,
  }));
  const reasons: Record<string, number> = { ...skipped };
  const reopened: JobRecord[] = [];
  let count = retried;
  for (const some of chunksOf(timed, parallel)) {
    for (const answer of await Promise.all(some.map((one) => reopenJob(ports, one)))) {
      const { outcome } = answer;
      if (outcome === 'retried') reopened.push(answer.job);
      if (outcome === 'retried' || outcome === 'unchanged') count += 1;
      else reasons[outcome] = (reasons[outcome] ?? 0) + 1;
    }
  }
  const now = ports.clock.now();
  // The others are the scheduler's, and so are these if the process ends before.
  await dispatch(
    ports,
    reopened.filter(({ dueAt = 0 }) => dueAt - now <= longestMessageDelay),
  );
  return { ...state, retried: count, skipped: reasons, pending: [] };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((a, b) => a + b, 0);
}
