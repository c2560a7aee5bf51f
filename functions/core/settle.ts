import { type Change, type Condition, changed } from './condition.ts';
import { second } from './duration.ts';
import { endChange, stillRunning } from './end-record.ts';
import { historyWith } from './history.ts';
import { insist } from './insist.ts';
import type { JobError } from './job-error.ts';
import type { JobRecord, Progress } from './job-record.ts';
import { keepPayload } from './keep-payload.ts';
import { logStatus } from './log-status.ts';
import { encodeMessage, messageOf } from './message.ts';
import type { Ports } from './ports.ts';
import { longestMessageDelay } from './queue.ts';

/** How an attempt ended. Decided before the store is touched: a store that is down fails no job. */
export type Outcome =
  /** JSON text. */
  | { readonly status: 'succeeded'; readonly result: string }
  | { readonly status: 'failed'; readonly error: JobError }
  /** `delay` in milliseconds until the next attempt. */
  | { readonly status: 'retrying'; readonly error: JobError; readonly delay: number }
  /** By a shutdown, or by itself: run again at once, with an attempt more allowed for the one cut short. */
  | { readonly status: 'interrupted' }
  | { readonly status: 'cancelled' };

export type Settlement =
  | { readonly settled: true; readonly record: JobRecord }
  /** Another attempt has taken over. The message may be what it lives on: it must not be deleted. */
  | { readonly settled: false };

export interface Ended {
  readonly outcome: Outcome;
  /** The last that the attempt reported. */
  readonly progress?: Progress | undefined;
  /** Until when a store that is away is asked again: work that is done is worth writing down. */
  readonly until: number;
}

interface Times {
  readonly now: number;
  readonly until: number;
}

/** Ends the attempt that `claimed` shows, in one write that no other attempt can have made. */
export async function settle(
  ports: Ports,
  claimed: JobRecord,
  { outcome, progress, until }: Ended,
): Promise<Settlement> {
  const now = ports.clock.now();
  const ending = progress === undefined ? claimed : { ...claimed, progress };
  const plan = await prepare(ports, ending, { outcome, now, until });
  const change = progress === undefined ? plan : { ...plan, set: { ...plan.set, progress } };
  const written = await insist(ports.clock, until, () => ports.store.update(claimed.id, change));
  if (written.updated) {
    logStatus(ports.log, written.record);
    return { settled: true, record: written.record };
  }
  return afterRefusal(ports, claimed, { intended: change, existing: written.existing, until });
}

/** What has to be there before the record says so, then the write itself. */
async function prepare(
  ports: Ports,
  claimed: JobRecord,
  { outcome, ...time }: Times & { outcome: Outcome },
): Promise<Change> {
  const when = stillRunning(claimed);
  const unlessCancelled: Condition = [...when, ['cancelRequestedAt', 'absent']];
  const end = { now: time.now, retention: ports.retention };
  switch (outcome.status) {
    case 'succeeded':
      return withResult(ports, claimed, {
        ...time,
        change: endChange(claimed, { status: 'succeeded' }, when, end),
        result: outcome.result,
      });
    case 'cancelled':
      return endChange(claimed, { status: 'cancelled' }, when, end);
    case 'failed':
      return withError(ports, claimed, {
        ...time,
        change: endChange(claimed, outcome, unlessCancelled, end),
        error: outcome.error,
      });
    case 'retrying': {
      const change = await planRetry(ports, claimed, { ...time, delay: outcome.delay });
      return withError(ports, claimed, {
        ...time,
        change: { ...change, when: unlessCancelled },
        error: outcome.error,
      });
    }
    case 'interrupted': {
      const change = await planRetry(ports, claimed, { ...time, delay: 0 });
      const maxAttempts = claimed.maxAttempts + 1;
      return { ...change, when: unlessCancelled, set: { ...change.set, maxAttempts } };
    }
  }
}

/**
 * A wait of up to 15 minutes is a message with the next ticket, sent before the record says so: a crash in
 * between leaves a message too many, never one too few. A longer wait, or one whose message could not be
 * sent, is the due index's. Neither holds a message in flight.
 */
async function planRetry(
  ports: Ports,
  claimed: JobRecord,
  { delay, now, until }: Times & { delay: number },
): Promise<Omit<Change, 'when'>> {
  const runAt = now + delay;
  const next: JobRecord = { ...claimed, ticket: claimed.ticket + 1, runAt };
  const delaySeconds = Math.ceil(delay / second);
  const [sent] =
    delay > longestMessageDelay
      ? []
      : await ports.queue
          .send(claimed.queue, [{ body: encodeMessage(messageOf(next)), delaySeconds }])
          .catch(() => []);
  // A long wait may outlast the body.
  if (sent?.ok !== true) await insist(ports.clock, until, () => keepPayload(ports, next, runAt));
  return {
    set: {
      status: 'retrying',
      ticket: next.ticket,
      runAt,
      history: historyWith(claimed, 'retrying', now),
      ...(sent?.ok !== true && { dueAt: runAt }),
    },
    // Also an entry that the scheduler made for an attempt that was taken for dead.
    remove: ['owner', 'leaseUntil', ...(sent?.ok === true ? (['dueAt'] as const) : [])],
  };
}

async function withResult(
  { store, clock, retention }: Ports,
  claimed: JobRecord,
  { change, result, now, until }: Times & { change: Change; result: string },
): Promise<Change> {
  const { attempt, id } = claimed;
  if (Buffer.byteLength(result) <= store.room(changed(claimed, change), 'settled')) {
    return { ...change, set: { ...change.set, result } };
  }
  const expiresAt = now + retention.done;
  await insist(clock, until, () => store.putBody(id, `RESULT#${attempt}`, result, expiresAt));
  return pointingTo(attempt, change);
}

function pointingTo(attempt: number, { remove = [], ...change }: Change): Change {
  return {
    ...change,
    set: { ...change.set, outcomeAt: attempt },
    remove: remove.filter((field) => field !== 'outcomeAt'),
  };
}

/** Characters of an error's message that a record shows in any case. */
const shortMessage = 120;

async function withError(
  { store, clock, retention }: Ports,
  claimed: JobRecord,
  { change, error, now, until }: Times & { change: Change; error: JobError },
): Promise<Change> {
  const whole = { ...change, set: { ...change.set, error } };
  if (store.room(changed(claimed, whole), 'settled') >= 0) return whole;
  const { stack, ...bare } = error;
  if (stack === undefined && error.message.length <= shortMessage) return whole;
  const { attempt } = error;
  const text = JSON.stringify(error);
  const expiresAt = now + retention.failed;
  await insist(clock, until, () => store.putBody(claimed.id, `RESULT#${attempt}`, text, expiresAt));
  const withoutStack = pointingTo(attempt, { ...change, set: { ...change.set, error: bare } });
  const fits = store.room(changed(claimed, withoutStack), 'settled') >= 0;
  if (fits || bare.message.length <= shortMessage) return withoutStack;
  const cut = { ...bare, message: `${bare.message.slice(0, shortMessage - 1)}…` };
  return pointingTo(attempt, { ...change, set: { ...change.set, error: cut } });
}

/**
 * The write may have gone through with its answer lost; a cancel may have come; else another attempt has
 * taken over, and this one's outcome does not count.
 */
async function afterRefusal(
  ports: Ports,
  claimed: JobRecord,
  {
    intended,
    existing,
    until,
  }: { intended: Change; existing: JobRecord | undefined; until: number },
): Promise<Settlement> {
  if (existing === undefined || existing.attempt !== claimed.attempt) return { settled: false };
  if (existing.status === intended.set?.status) return { settled: true, record: existing };
  const cancelCame =
    existing.status === 'running' &&
    existing.owner === claimed.owner &&
    existing.cancelRequestedAt !== undefined;
  if (!cancelCame) return { settled: false };
  return settle(ports, existing, { outcome: { status: 'cancelled' }, until });
}
