import type { RunningJob } from '../core/define-job.ts';
import type { Ports } from '../core/ports.ts';

export interface PendingRetry {
  readonly id: string;
  /** Of the job, for the attempts that it gets. */
  readonly type: string;
}

/** How far a retry of many has come. Kept beside the record, as JSON text, from one attempt to the next. */
export interface RetryState {
  /** When the first attempt began: a rate counts from here. */
  readonly startedAt: number;
  /** Where to look for more: the index key, or the place among the ids. None: there are no more. */
  readonly place?: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly retried: number;
  readonly skipped: Readonly<Record<string, number>>;
  /** Found, and not known to be retried. Counted when they are. */
  readonly pending: readonly PendingRetry[];
}

export async function loadState(
  { store, clock }: Ports,
  { id, attempt }: RunningJob,
): Promise<RetryState> {
  const text = attempt === 1 ? undefined : await store.getBody(id, 'STATE');
  if (text !== undefined) return JSON.parse(text) as RetryState;
  const startedAt = clock.now();
  return { startedAt, place: '', done: 0, retried: 0, skipped: {}, pending: [] };
}

export async function saveState(
  { store, clock, retention }: Ports,
  { id }: RunningJob,
  state: RetryState,
): Promise<void> {
  await store.putBody(id, 'STATE', JSON.stringify(state), clock.now() + retention.failed);
}
