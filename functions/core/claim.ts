import type { Change } from './condition.ts';
import { minute, second } from './duration.ts';
import { type End, endChange, unchangedSince } from './end-record.ts';
import { insist } from './insist.ts';
import { isStale } from './is-stale.ts';
import { isWaiting, type JobRecord, live, waitingStatuses } from './job-record.ts';
import { logStatus } from './log-status.ts';
import type { Message } from './message.ts';
import { recordOf } from './new-record.ts';
import type { Ports } from './ports.ts';

/** Who starts an attempt, and until when it may run. */
export interface Claimant {
  /** Invocation and batch position: one message of one invocation, and no other. */
  readonly owner: string;
  readonly leaseUntil: number;
  /** The queue that the message came through. */
  readonly queue: string;
  readonly receiveCount: number;
}

export type Claim =
  | { readonly outcome: 'claimed'; readonly record: JobRecord }
  /** The message has nothing to say any more. */
  | { readonly outcome: 'drop' }
  /** `ended`: the claim itself made the job final, without a start. */
  | { readonly outcome: 'ended'; readonly record: JobRecord }
  | { readonly outcome: 'leave'; readonly seconds: number };

interface Request {
  readonly message: Message;
  readonly claimant: Claimant;
  readonly now: number;
}

/** Each round loses to another writer, so a fourth is a sign of a fault. */
const longestContest = 3;
/**
 * For a store that is away for a moment: a claim whose answer was lost has to be asked about, or it would
 * count as an attempt that never started.
 */
const patience = 2 * second;

export async function claim(ports: Ports, message: Message, claimant: Claimant): Promise<Claim> {
  for (let round = 0; round < longestContest; round += 1) {
    const now = ports.clock.now();
    const request = { message, claimant, now };
    const written = await insist(ports.clock, now + patience, () =>
      ports.store.update(message.id, takeOver(request)),
    );
    if (written.updated) return claimed(ports, written.record);

    const decided = await decide(ports, request, live(written.existing, now));
    if (decided !== 'changed meanwhile') return decided;
  }
  return { outcome: 'leave', seconds: 5 };
}

/** The one write of a claim that goes well. */
function takeOver({ message, claimant, now }: Request): Change {
  const { owner, leaseUntil } = claimant;
  return {
    when: [
      ['tenant', '=', message.tenant],
      ['hash', '=', message.hash],
      ['ticket', '<=', message.ticket],
      ['attempt', 'below', 'maxAttempts'],
      ['cancelRequestedAt', 'absent'],
      {
        anyOf: [
          [
            ['status', 'in', waitingStatuses],
            ['runAt', 'absent'],
          ],
          [
            ['status', 'in', waitingStatuses],
            ['runAt', '<=', now],
          ],
          [
            ['status', '=', 'running'],
            ['leaseUntil', '<=', now],
          ],
        ],
      },
    ],
    set: { status: 'running', ticket: message.ticket, owner, leaseUntil, startedAt: now },
    remove: ['dueAt', 'progress', 'error', 'outcomeAt'],
    countAttempt: true,
    append: { status: 'running', at: now },
  };
}

/** Why the write did not go through, in the one order that is right. */
async function decide(
  ports: Ports,
  request: Request,
  record: JobRecord | undefined,
): Promise<Claim | 'changed meanwhile'> {
  const { message, claimant, now } = request;
  if (record === undefined) return createRunning(ports, request);
  if (isStale(message, record)) return { outcome: 'drop' };
  if (record.status === 'running' && record.owner === claimant.owner) {
    // The claim went through and its answer was lost.
    if (record.cancelRequestedAt === undefined) return claimed(ports, record);
    return end(ports, record, { status: 'cancelled' }, now);
  }
  return tooEarly(request, record) ?? endOf(ports, record, now);
}

function tooEarly({ message, claimant, now }: Request, record: JobRecord): Claim | undefined {
  const { status, runAt = 0, leaseUntil = 0 } = record;
  if (isWaiting(status) && runAt > now) return notYet(runAt, now);
  if (status !== 'running' || leaseUntil <= now) return undefined;
  // A later ticket was sent by the attempt under way, whose settle is as good as there. If it does not
  // come, the attempt crashed in between: looking again every 5 s would then use up the receive limit.
  const soon = message.ticket > record.ticket && claimant.receiveCount <= 10;
  return { outcome: 'leave', seconds: soon ? 5 : secondsUntil(leaseUntil, now) };
}

async function endOf(
  ports: Ports,
  record: JobRecord,
  now: number,
): Promise<Claim | 'changed meanwhile'> {
  if (record.cancelRequestedAt !== undefined) {
    return end(ports, record, { status: 'cancelled' }, now);
  }
  if (record.attempt >= record.maxAttempts) return end(ports, record, crashed(record, now), now);
  return 'changed meanwhile';
}

/** The message came before its record, or the record could not be written. */
async function createRunning(
  { store, log, clock }: Ports,
  { message, claimant, now }: Request,
): Promise<Claim | 'changed meanwhile'> {
  if (message.runAt !== undefined && message.runAt > now) {
    return { outcome: 'leave', seconds: secondsUntil(message.runAt, now) };
  }
  const waiting = recordOf(message, claimant.queue, store);
  const record: JobRecord = {
    ...waiting,
    status: 'running',
    attempt: 1,
    owner: claimant.owner,
    leaseUntil: claimant.leaseUntil,
    startedAt: now,
    history: [...waiting.history, { status: 'running', at: now }],
  };
  const written = await insist(clock, now + patience, () => store.create(record, now));
  if (!written.created) return 'changed meanwhile';
  logStatus(log, record);
  return { outcome: 'claimed', record };
}

/** A job more than ten minutes early is in the due index; a few seconds early, the clocks differ. */
function notYet(runAt: number, now: number): Claim {
  if (runAt - now > 10 * minute) return { outcome: 'drop' };
  return { outcome: 'leave', seconds: secondsUntil(runAt, now) };
}

function crashed(record: JobRecord, now: number): End {
  const message = `Attempt ${record.attempt} of ${record.maxAttempts} ended without a word: its function was killed, ran out of memory or ran past its deadline`;
  const error = { code: 'crashed', name: 'CrashedError', message } as const;
  return { status: 'failed', error: { ...error, attempt: record.attempt, at: now } };
}

async function end(
  { store, log, retention }: Ports,
  record: JobRecord,
  ending: End,
  now: number,
): Promise<Claim | 'changed meanwhile'> {
  const change = endChange(record, ending, unchangedSince(record), { now, retention });
  const written = await store.update(record.id, change);
  if (!written.updated) return 'changed meanwhile';
  logStatus(log, written.record);
  return { outcome: 'ended', record: written.record };
}

function claimed({ log }: Ports, record: JobRecord): Claim {
  logStatus(log, record);
  return { outcome: 'claimed', record };
}

function secondsUntil(time: number, now: number): number {
  return Math.max(1, Math.ceil((time - now) / second));
}
