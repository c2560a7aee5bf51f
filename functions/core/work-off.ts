import type { Batch, Item } from './batch.ts';
import type { BatchTally } from './batch-tally.ts';
import { endUnstarted } from './bury-message.ts';
import { claim } from './claim.ts';
import type { JobType } from './define-job.ts';
import { second } from './duration.ts';
import { childEnqueuer } from './enqueue-child.ts';
import { jobLog } from './job-log.ts';
import type { JobRecord } from './job-record.ts';
import { findType, type JobRegistry } from './job-registry.ts';
import { encodeMessage } from './message.ts';
import type { Ports } from './ports.ts';
import { reportProgress } from './report-progress.ts';
import { runJob } from './run-job.ts';
import { type Ended, type Outcome, settle } from './settle.ts';
import type { CancelWatch } from './watch-cancels.ts';

export interface Invocation {
  readonly ports: Ports;
  readonly jobs: JobRegistry;
  readonly batch: Batch;
  readonly tally: BatchTally;
  readonly cancels: CancelWatch;
  /** Code that goes on although its attempt is over. */
  readonly runaways: Set<Promise<unknown>>;
}

/** Done with, or to be delivered again after `seconds`. */
export type WorkedOff = 'done' | { readonly seconds: number };

/** After 5 to 25 s, so that what was given back together does not come together. */
export function soon({ random }: Pick<Ports, 'random'>): { readonly seconds: number } {
  return { seconds: 5 + Math.floor(random() * 21) };
}

/** The lease outlasts the function by this much, for its last write to arrive. */
const leaseMargin = 2 * second;

/** One message: claims its job, runs it, settles it. Rejects if the store or the queue does. */
export async function workOff(invocation: Invocation, item: Item): Promise<WorkedOff> {
  const { ports, jobs, batch, tally } = invocation;
  const type = findType(jobs, item.message.type);
  if (type === undefined) return unknownType(invocation, item);

  const payload = await payloadOf(ports, item);
  const claimed = await claim(ports, item.message, {
    owner: item.owner,
    leaseUntil: batch.deadline + leaseMargin,
    queue: batch.source.queue,
    receiveCount: item.delivery.receiveCount,
  });
  switch (claimed.outcome) {
    case 'drop':
      return 'done';
    case 'leave':
      return claimed;
    case 'ended':
      tally.add(claimed.record);
      return 'done';
    case 'claimed':
      return runClaimed(invocation, { type, record: claimed.record, payload });
  }
}

async function runClaimed(
  invocation: Invocation,
  { type, record, payload }: { type: JobType; record: JobRecord; payload: string | undefined },
): Promise<WorkedOff> {
  const { ports, jobs, batch, cancels, runaways } = invocation;
  const text = record.payload ?? payload;
  if (text === undefined)
    return settleAttempt(invocation, record, { outcome: expired(record, ports) });
  const report = reportProgress(ports, record);
  const span = ports.trace?.begin(record);
  const traced = span === undefined ? record : { ...record, traceparent: span.traceparent };
  const children = childEnqueuer(ports, jobs, traced);
  const { id, tenant, attempt, maxAttempts, createdAt, tags } = record;
  const outcome = await runJob(ports, {
    type,
    record,
    payload: JSON.parse(text),
    signals: {
      cancelled: cancels.watch(id),
      shutdown: batch.shutdown,
      deadline: batch.deadline,
    },
    context: {
      job: {
        id,
        type: type.name,
        tenant,
        attempt,
        maxAttempts,
        createdAt: new Date(createdAt),
        tags,
        ...(traced.traceparent !== undefined && { traceparent: traced.traceparent }),
      },
      log: jobLog(ports, record),
      progress: report.progress,
      enqueue: children.enqueue,
    },
    finish: children.finish,
    goesOn: (work) => {
      runaways.add(work);
      void work.then(() => runaways.delete(work));
    },
  });
  span?.end(outcome, ports.clock.now());
  cancels.unwatch(id);
  ports.lines?.flush();

  return settleAttempt(invocation, record, { outcome, progress: report.latest() });
}

/** As long as the function lasts: a store that is away for a moment must not have the work done twice. */
async function settleAttempt(
  { ports, batch, tally }: Invocation,
  record: JobRecord,
  ended: Pick<Ended, 'outcome' | 'progress'>,
): Promise<WorkedOff> {
  const until = batch.deadline - second;
  const settlement = await settle(ports, record, { ...ended, until });
  if (!settlement.settled) return soon(ports);
  tally.addAttempt(settlement.record);
  return 'done';
}

/**
 * Before the claim: a read that fails or hangs then costs no attempt, and delays no start beyond a cancel.
 * What is too large for a message is a body; record, message and body hold the same, by their hash.
 */
async function payloadOf({ store }: Ports, { message }: Item): Promise<string | undefined> {
  return message.payload ?? (await store.getBody(message.id, `PAYLOAD#${message.hash}`));
}

/** Bodies of payloads are kept well beyond every wait, so this is a job that was retried after years. */
function expired({ attempt }: JobRecord, { clock }: Ports): Outcome {
  const message = 'The payload has expired, so the job cannot run: enqueue it anew';
  const error = { code: 'invalid-payload', name: 'PayloadExpiredError', message } as const;
  return { status: 'failed', error: { ...error, attempt, at: clock.now() } };
}

/** How often a message whose type is not known is sent anew. */
const longestPatience = 10;

/** While a deploy is under way the API may know a type that this worker does not. */
async function unknownType(
  { ports, batch, jobs, tally }: Invocation,
  { message, delivery }: Item,
): Promise<WorkedOff> {
  const resent = message.resent ?? 0;
  if (resent < longestPatience) {
    const body = encodeMessage({ ...message, resent: resent + 1 });
    const [sent] = await ports.queue.send(batch.source.queue, [{ body, delaySeconds: 60 }]);
    return sent?.ok === true ? 'done' : { seconds: 60 };
  }
  const known = Object.keys(jobs.types).join(', ');
  const burial = await endUnstarted(ports, {
    message,
    queue: batch.source.queue,
    causeOf: () => ({
      code: 'unknown-type',
      message: `No worker of queue '${batch.source.queue}' knows the job type '${message.type}' (message ${delivery.messageId}). Known: ${known}`,
    }),
  });
  if (burial.outcome === 'leave') return burial;
  if (burial.outcome === 'buried') tally.add(burial.record);
  return 'done';
}
