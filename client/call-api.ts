import { pause, untilAborted } from './abortable.ts';
import type { CallOptions, Connection } from './connection.ts';
import { byCount, byTime } from './endurance.ts';
import { isPassing, type NoAnswerError, RefusedError } from './errors.ts';
import { type Answer, type Tried, tryOnce } from './try-once.ts';

export interface Sent extends CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** In the place of the connection's retries: milliseconds from the first failure on. */
  readonly patience?: number;
  /** A first try whose answer was lost may have deleted what a further one does not find. */
  readonly deletes?: true;
  /** A 404 passes: what is asked for was accepted, and is about to be written. */
  readonly exists?: boolean;
}

/**
 * One call, `GET /jobs` say, made again while it fails in passing: without an answer, or with 429, 502, 503
 * or 504, or with a 409 that says when it is over. Whoever calls sees to it that a repetition does no harm.
 * Rejects with `RefusedError`, `NoAnswerError`, or the reason of its signal.
 */
export async function callApi(
  connection: Connection,
  call: string,
  sent: Sent = {},
): Promise<Answer> {
  const { signal, patience } = sent;
  const again = patience === undefined ? byCount(connection.retries ?? 4) : byTime(patience);
  const ask = asker(connection, call, sent);
  let mayBeDone = false;
  for (;;) {
    const tried = await ask();
    if ('answer' in tried) return tried.answer;
    const { error, retryAfter = 0 } = tried;
    if (sent.deletes && mayBeDone && has(error, 404)) return nothing;
    mayBeDone ||= !has(error, 429);
    const wait = mayPass(error, sent) ? again(retryAfter) : undefined;
    if (wait === undefined) throw error;
    await pause(wait, signal);
  }
}

function mayPass(error: RefusedError | NoAnswerError, { exists = false }: Sent): boolean {
  return isPassing(error) || (exists && has(error, 404));
}

const nothing: Answer = { body: undefined, etag: undefined };
/** Longer than the API lets a caller wait for a job. */
export const usualTimeout = 60_000;

/** One try. If its key is refused a second one follows at once, with another key if there is one. */
function asker(connection: Connection, call: string, sent: Sent): () => Promise<Tried> {
  const { key, fetch = globalThis.fetch } = connection;
  const url = connection.url.replace(/\/+$/, '');
  const { body, headers, signal, timeout = connection.timeout ?? usualTimeout } = sent;
  const [method = 'GET'] = call.split(' ');
  // Written once: what cannot be written is the caller's mistake, and no fault that passes.
  const text = body === undefined ? undefined : JSON.stringify(body);
  const askWith = (token: string) => {
    const init = {
      method,
      headers: headersOf(token, { ...(text !== undefined && jsonBody), ...headers }),
      ...(text !== undefined && { body: text }),
      // The API leads nowhere else, and a POST that is led on becomes a GET.
      redirect: 'manual',
    } as const;
    return tryOnce({ url, call, init, fetch, timeout, signal });
  };
  let refused: string | undefined;
  return async () => {
    signal?.throwIfAborted();
    const token = await tokenOf(key, { refused, signal });
    const tried = await askWith(token);
    if (typeof key === 'string' || refused !== undefined || !isRefusedKey(tried)) return tried;
    refused = token;
    const renewed = await tokenOf(key, { refused, signal });
    return renewed === token ? tried : askWith(renewed);
  };
}

const jsonBody = { 'Content-Type': 'application/json' };

/** Not within a try: what is wrong with a header does not pass. */
function headersOf(token: string, more: Readonly<Record<string, string>>): Headers {
  return new Headers({ ...(token !== '' && { Authorization: `Bearer ${token}` }), ...more });
}

interface Asked {
  readonly refused: string | undefined;
  readonly signal: AbortSignal | undefined;
}

async function tokenOf(key: Connection['key'], { refused, signal }: Asked): Promise<string> {
  const given =
    typeof key === 'string' ? key : await untilAborted(Promise.resolve(key(refused)), signal);
  const token = given.trim();
  if (/^[\x21-\x7e]*$/.test(token)) return token;
  // Without the key: errors are logged.
  throw new TypeError('Expected a key of visible ASCII characters alone, got others: copy it anew');
}

function isRefusedKey(tried: Tried): boolean {
  return 'error' in tried && has(tried.error, 401);
}

function has(error: Error, status: number): boolean {
  return error instanceof RefusedError && error.status === status;
}
