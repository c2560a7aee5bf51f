import { NoAnswerError, type Problem, RefusedError } from './errors.ts';

export interface Connection {
  /** Of the API, `https://…/v1`. */
  readonly url: string;
  /** A key, or a token. A function is asked before each try, for those that are renewed. */
  readonly key: string | (() => string | Promise<string>);
  /** Of a call that failed in passing. @default 4 */
  readonly retries?: number;
  /** @default the one of the platform */
  readonly fetch?: typeof globalThis.fetch;
}

export interface CallOptions {
  /** Ends the call, its waits and its retries. What was asked for may have been done all the same. */
  readonly signal?: AbortSignal;
}

export interface Sent extends CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  /** Undefined if it is empty. */
  readonly body: unknown;
  readonly etag: string | undefined;
}

/**
 * One call, `GET /jobs` say, made again while it fails in passing: without an answer, or with 429, 502, 503
 * or 504. Whoever calls sees to it that a repetition does no harm. Rejects with `RefusedError`,
 * `NoAnswerError`, or the reason of its signal.
 */
export async function callApi(
  connection: Connection,
  call: string,
  sent: Sent = {},
): Promise<Answer> {
  const { retries = 4 } = connection;
  for (let failed = 0; ; failed += 1) {
    const tried = await tryOnce(connection, call, sent);
    if ('answer' in tried) return tried.answer;
    // The answer to the first try may have been lost: what is to be deleted is gone.
    if (failed > 0 && call.startsWith('DELETE ') && isMissing(tried.error)) return nothing;
    if (failed >= retries || !tried.isPassing || tried.pause > longestPause) throw tried.error;
    await pause(Math.max(tried.pause, backoff(failed)), sent.signal);
  }
}

type Tried =
  | { readonly answer: Answer }
  /** `pause`: milliseconds that the server asks for. */
  | { readonly error: Error; readonly isPassing: boolean; readonly pause: number };

const nothing: Answer = { body: undefined, etag: undefined };
const passing = [429, 502, 503, 504];
/** Whoever is asked to wait for longer is told so instead. */
const longestPause = 30_000;
/** Longer than the API lets a caller wait for a job. */
const longestAnswer = 60_000;

async function tryOnce(connection: Connection, call: string, sent: Sent): Promise<Tried> {
  const { url, key, fetch = globalThis.fetch } = connection;
  const { body, headers, signal } = sent;
  signal?.throwIfAborted();
  const token = typeof key === 'string' ? key : await key();
  const [method = 'GET', path = ''] = call.split(' ');
  const limit = AbortSignal.timeout(longestAnswer);
  try {
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return triedOf(response, await response.text());
  } catch (cause) {
    signal?.throwIfAborted();
    const error = new NoAnswerError(`No answer to ${call} at ${url}: is it the API's address?`, {
      cause,
    });
    return { error, isPassing: true, pause: 0 };
  }
}

function triedOf(response: Response, text: string): Tried {
  const { status, headers } = response;
  const content = text === '' ? undefined : parsed(text);
  // 304 has no body: nothing has changed.
  if (status < 400 && (text === '' || content !== undefined)) {
    return { answer: { body: content, etag: headers.get('ETag') ?? undefined } };
  }
  const problem = content as Partial<Problem> | undefined;
  const error =
    problem?.code !== undefined && problem.detail !== undefined
      ? new RefusedError(problem as Problem)
      : new NoAnswerError(`What answered ${status} is not the API of Errand: look at the address`);
  const seconds = Number(headers.get('Retry-After') ?? 0);
  return { error, isPassing: passing.includes(status), pause: (seconds || 0) * 1_000 };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMissing(error: Error): boolean {
  return error instanceof RefusedError && error.status === 404;
}

/** Milliseconds before the next try: 100 to 200, then twice as long each time. Half of it is random, so that callers part. */
function backoff(failed: number): number {
  return 100 * 2 ** failed * (1 + Math.random());
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, ms);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}
