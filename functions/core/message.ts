import type { JobRecord } from './job-record.ts';

/**
 * What travels through a queue. It holds all that a record needs, so that a claim can write a record
 * that was never written, and the payload if the whole body then stays small.
 */
export interface Message {
  readonly id: string;
  readonly tenant: string;
  readonly type: string;
  readonly ticket: number;
  readonly hash: string;
  readonly createdAt: number;
  readonly runAt?: number;
  readonly maxAttempts: number;
  readonly requestId: string;
  readonly depth: number;
  readonly tags: readonly string[];
  readonly traceparent?: string;
  /** How often it was sent anew because the worker did not know its type. */
  readonly resent?: number;
  /** JSON text. Left out: it is the body `PAYLOAD#<hash>`. */
  readonly payload?: string;
}

/** Ten bodies of this size fit 64 KiB, which SQS bills as one request. */
export const longestBody = 6_500;

/**
 * Of the format. Neighbouring releases read each other's messages, since a deploy has both: what they do not
 * know in a message they leave aside, so that a further field is no other version.
 */
const version = 1;

export function encodeMessage(message: Message): string {
  const { payload, ...rest } = message;
  const envelope = printable(JSON.stringify({ v: version, ...rest }));
  // Its bytes are at least as many as its characters.
  if (payload === undefined || payload.length > longestBody) return envelope;
  const whole = `${envelope.slice(0, -1)},"payload":${printable(payload)}}`;
  return Buffer.byteLength(whole) <= longestBody ? whole : envelope;
}

/** Undefined if `body` is not a message of ours. Never throws, whatever it is. */
export function decodeMessage(body: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (!isMessage(value)) return undefined;
    const { v: _, payload, ...message } = value;
    return payload === undefined ? message : { ...message, payload: JSON.stringify(payload) };
  } catch {
    // It is no JSON, or nested so deep that the stack does not reach: the API takes nothing of that kind.
    return undefined;
  }
}

/** Whether a later release has written it, in a format that this one does not know. */
export function isOfLaterVersion(body: string): boolean {
  try {
    const { v } = JSON.parse(body) ?? {};
    return Number.isSafeInteger(v) && Number(v) > version;
  } catch {
    return false;
  }
}

/** The message that stands for a record in a queue. */
export function messageOf(record: JobRecord): Message {
  return {
    id: record.id,
    tenant: record.tenant,
    type: record.type,
    ticket: record.ticket,
    hash: record.hash,
    createdAt: record.createdAt,
    ...(record.runAt !== undefined && { runAt: record.runAt }),
    maxAttempts: record.maxAttempts,
    requestId: record.requestId,
    depth: record.depth,
    tags: record.tags,
    ...(record.traceparent !== undefined && { traceparent: record.traceparent }),
    ...(record.payload !== undefined && { payload: record.payload }),
  };
}

/** JSON text may hold U+FFFE and U+FFFF as they are, but SQS refuses a body that does. */
function printable(json: string): string {
  return json.replaceAll('\uFFFE', '\\ufffe').replaceAll('\uFFFF', '\\uffff');
}

type Envelope = Omit<Message, 'payload'> & { readonly v: number; readonly payload?: unknown };

function isMessage(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Record<string, unknown> = { ...value };
  const strings = ['id', 'tenant', 'type', 'hash', 'requestId'];
  const numbers = ['ticket', 'createdAt', 'maxAttempts', 'depth'];
  const optionalNumbers = ['runAt', 'resent'].filter((field) => fields[field] !== undefined);
  return (
    fields.v === version &&
    strings.every((field) => typeof fields[field] === 'string') &&
    [...numbers, ...optionalNumbers].every((field) => Number.isSafeInteger(fields[field])) &&
    ['undefined', 'string'].includes(typeof fields.traceparent) &&
    Array.isArray(fields.tags) &&
    fields.tags.every((tag) => typeof tag === 'string')
  );
}
