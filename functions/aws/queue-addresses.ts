import type { QueueUrls } from './sqs-queues.ts';

/**
 * Where the queues of a stack are, as a function is told: what the addresses of all of them have in common stands there
 * once, for the whole environment of a function has 4 KB.
 */
export interface QueueAddresses {
  /** What each address begins with: `https://sqs.eu-west-1.amazonaws.com/123456789012/`. */
  readonly at: string;
  /** What it ends with, of each queue and of its dead-letter queue. */
  readonly names: Readonly<Record<string, readonly [queue: string, deadLetters: string]>>;
}

/** Undefined if it is no `QueueAddresses` with a queue. */
export function queueUrlsIn(value: unknown): Readonly<Record<string, QueueUrls>> | undefined {
  const { at, names }: { readonly at?: unknown; readonly names?: unknown } = Object(value);
  if (typeof at !== 'string' || !at.endsWith('/') || !URL.canParse(at)) return undefined;
  const queues = Object.entries(Object(names) as Readonly<Record<string, unknown>>).map(
    ([name, pair]) => [name, urlsOf(at, pair)] as const,
  );
  if (queues.length === 0) return undefined;
  return queues.every(isKnown) ? Object.fromEntries(queues) : undefined;
}

function isKnown(
  queue: readonly [name: string, urls: QueueUrls | undefined],
): queue is readonly [string, QueueUrls] {
  return queue[1] !== undefined;
}

function urlsOf(at: string, pair: unknown): QueueUrls | undefined {
  if (!Array.isArray(pair)) return undefined;
  const [queue, deadLetters]: readonly unknown[] = pair;
  if (!isName(queue) || !isName(deadLetters)) return undefined;
  return { url: at + queue, deadLetterUrl: at + deadLetters };
}

/** Of SQS, of at most 80 characters. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,80}$/.test(value);
}
