import { day, second } from './duration.ts';
import { type End, endChange, endedRecord, unchangedSince } from './end-record.ts';
import { isStale } from './is-stale.ts';
import type { ErrorCode } from './job-error.ts';
import { idOfUnreadable } from './job-id.ts';
import { type JobRecord, live } from './job-record.ts';
import { logStatus } from './log-status.ts';
import { decodeMessage, isOfLaterVersion, type Message } from './message.ts';
import { payloadExpiry, recordOf } from './new-record.ts';
import type { Ports } from './ports.ts';
import type { Delivery } from './queue.ts';

export type Burial =
  | { readonly outcome: 'buried'; readonly record: JobRecord }
  | { readonly outcome: 'drop' }
  | { readonly outcome: 'leave'; readonly seconds: number };

export interface Cause {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Writes why a message came to its end without an attempt that could have said so. */
export async function buryMessage(
  ports: Ports,
  queue: string,
  delivery: Delivery,
): Promise<Burial> {
  const message = decodeMessage(delivery.body);
  if (message === undefined) return buryUnreadable(ports, queue, delivery);
  return endUnstarted(ports, {
    message,
    queue,
    causeOf: (record) => deadLetterCause(record, delivery),
  });
}

/** What is to be ended: a message, the queue it came through, and why, as its record stands. */
export interface Unstarted {
  readonly message: Message;
  readonly queue: string;
  causeOf(record: JobRecord): Cause;
}

/** Ends a job as failed, whatever state the message finds it in; a live lease is left alone. */
export async function endUnstarted(ports: Ports, unstarted: Unstarted): Promise<Burial> {
  for (let round = 0; round < 3; round += 1) {
    const now = ports.clock.now();
    const record = live(await ports.store.get(unstarted.message.id), now);
    const burial =
      record === undefined
        ? await endMissing(ports, unstarted, now)
        : await endExisting(ports, unstarted, record);
    if (burial !== undefined) return burial;
  }
  return { outcome: 'leave', seconds: 5 };
}

function endMissing(ports: Ports, unstarted: Unstarted, now: number): Promise<Burial | undefined> {
  const waiting = recordOf(unstarted.message, unstarted.queue, ports.store);
  const failed = failure(waiting, unstarted.causeOf(waiting), now);
  return createEnded(ports, endedRecord(waiting, failed, { now, retention: ports.retention }));
}

async function endExisting(
  ports: Ports,
  { message, causeOf }: Unstarted,
  record: JobRecord,
): Promise<Burial | undefined> {
  const now = ports.clock.now();
  if (isStale(message, record)) return { outcome: 'drop' };
  const lease = record.status === 'running' ? (record.leaseUntil ?? 0) - now : 0;
  if (lease > 0) return { outcome: 'leave', seconds: Math.ceil(lease / second) };

  const end: End =
    record.cancelRequestedAt === undefined
      ? failure(record, causeOf(record), now)
      : { status: 'cancelled' };
  const time = { now, retention: ports.retention };
  const change = endChange(record, end, unchangedSince(record), time);
  const written = await ports.store.update(record.id, change);
  return written.updated ? buried(ports, written.record) : undefined;
}

/** Bytes of JSON text that are kept of a body: what no release of ours wrote may be of any size. */
const longestUnreadable = 300_000;

/** How long a message waits for a release that can read it: one that was taken back may be deployed again. */
const longestPatience = day;
const patienceSeconds = 60;

/**
 * Nobody can say whose it is: tenant `system`, type `unknown`, and the body as the payload. What a later
 * release has sent is left, a minute each time.
 */
export async function buryUnreadable(
  ports: Ports,
  queue: string,
  { messageId, body, sentAt }: Delivery,
): Promise<Burial> {
  const now = ports.clock.now();
  if (isOfLaterVersion(body) && now - sentAt < longestPatience) {
    return { outcome: 'leave', seconds: patienceSeconds };
  }
  const id = idOfUnreadable(queue, messageId);
  const payload = jsonUpTo(longestUnreadable, body);
  const message: Message = {
    id,
    tenant: 'system',
    type: 'unknown',
    ticket: 0,
    hash: 'unreadable',
    createdAt: sentAt,
    maxAttempts: 0,
    requestId: messageId,
    depth: 0,
    tags: [],
    payload,
  };
  const waiting = recordOf(message, queue, ports.store);
  if (waiting.payload === undefined) {
    const expiresAt = payloadExpiry(now, ports.retention);
    await ports.store.putBody(id, 'PAYLOAD#unreadable', payload, expiresAt);
  }
  const cause: Cause = {
    code: 'dead-lettered',
    message: `Message ${messageId} of queue '${queue}' is not one that this release can read; its body is kept as the payload`,
  };
  const time = { now, retention: ports.retention };
  const ended = endedRecord(waiting, failure(waiting, cause, now), time);
  return (await createEnded(ports, ended)) ?? { outcome: 'drop' };
}

/** As much of the text as fits; one character may take six bytes of JSON. */
function jsonUpTo(bytes: number, text: string): string {
  for (let kept = Math.min(text.length, bytes); ; kept = Math.floor(kept * 0.8)) {
    const json = JSON.stringify(text.slice(0, kept));
    if (Buffer.byteLength(json) <= bytes) return json;
  }
}

async function createEnded(ports: Ports, record: JobRecord): Promise<Burial | undefined> {
  const { created } = await ports.store.create(record, ports.clock.now());
  return created ? buried(ports, record) : undefined;
}

function deadLetterCause({ status, attempt }: JobRecord, { receiveCount }: Delivery): Cause {
  const received = `its message was received ${receiveCount} times`;
  if (status === 'running') {
    const message = `Attempt ${attempt} ended without a word, and ${received} without a further start`;
    return { code: 'dead-lettered', message };
  }
  const which = attempt === 0 ? 'Never started' : `Attempt ${attempt + 1} never started`;
  return { code: 'dead-lettered', message: `${which}: ${received} without reaching a start` };
}

function failure({ attempt }: JobRecord, { code, message }: Cause, now: number): End {
  const name = code === 'unknown-type' ? 'UnknownTypeError' : 'DeadLetterError';
  return { status: 'failed', error: { code, name, message, attempt, at: now } };
}

function buried({ log }: Ports, record: JobRecord): Burial {
  logStatus(log, record);
  return { outcome: 'buried', record };
}
