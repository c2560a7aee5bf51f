import { untilAborted } from './abortable.ts';
import { NoAnswerError, type Problem, RefusedError } from './errors.ts';
import { retryAfterOf } from './retry-after.ts';

export interface Answer {
  /** Undefined if it is empty. */
  readonly body: unknown;
  readonly etag: string | undefined;
}

export interface Try {
  /** Of the API, without a slash at its end. */
  readonly url: string;
  /** Method, path and query: `GET /jobs?limit=1`. */
  readonly call: string;
  readonly init: RequestInit;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

export type Tried =
  | { readonly answer: Answer }
  /** `retryAfter`: milliseconds that whoever answered asks for. */
  | { readonly error: RefusedError | NoAnswerError; readonly retryAfter?: number | undefined };

/** Rejects with the reason of its signal, and with nothing else. */
export async function tryOnce(wanted: Try): Promise<Tried> {
  try {
    const { response, text } = await answered(wanted);
    return triedOf(wanted, response, text);
  } catch (cause) {
    wanted.signal?.throwIfAborted();
    const { url } = wanted;
    const call = withoutQuery(wanted.call);
    const message = `No answer to ${call} at ${url} (${reasonOf(cause)}): is it the API's address?`;
    return { error: new NoAnswerError(message, { url, call, cause }) };
  }
}

async function answered({ url, call, init, fetch, timeout, signal }: Try) {
  const limit = new AbortController();
  const end = () => limit.abort(signal?.reason);
  const late = () =>
    limit.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  if (signal?.aborted) end();
  else signal?.addEventListener('abort', end, { once: true });
  const timer = setTimeout(late, Math.min(timeout, longestTimer));
  try {
    return await untilAborted(
      wholeAnswer(fetch(`${url}${pathIn(call)}`, { ...init, signal: limit.signal })),
      limit.signal,
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** Milliseconds. A timer that is set for longer ends at once. */
const longestTimer = 2 ** 31 - 1;

async function wholeAnswer(asked: Promise<Response>) {
  const response = await asked;
  return { response, text: await response.text() };
}

function triedOf({ url, ...wanted }: Try, response: Response, text: string): Tried {
  const { status, headers } = response;
  const read = parsed(text);
  const retryAfter = retryAfterOf(headers);
  const isEmpty = text === '' && (status === 204 || status === 304);
  if (isEmpty || (response.ok && isObject(read.content))) {
    return { answer: { body: read.content, etag: headers.get('ETag') ?? undefined } };
  }
  if (status >= 400 && isProblem(read.content)) {
    return { error: new RefusedError(read.content, retryAfter), retryAfter };
  }
  const elsewhere = headers.get('Location');
  const advice = elsewhere === null ? 'look at the address' : `it leads to ${elsewhere}`;
  const call = withoutQuery(wanted.call);
  const message = `What answered ${status} to ${call} at ${url} is not the API of Errand: ${advice}`;
  const error = new NoAnswerError(message, { url, call, status, cause: read.fault });
  return { error, retryAfter };
}

interface Read {
  readonly content?: unknown;
  readonly fault?: unknown;
}

function parsed(text: string): Read {
  if (text === '') return {};
  try {
    return { content: JSON.parse(text) };
  } catch (fault) {
    return { fault };
  }
}

function isProblem(content: unknown): content is Problem {
  if (!isObject(content)) return false;
  return ['title', 'detail', 'code'].every((field) => typeof content[field] === 'string');
}

function isObject(content: unknown): content is Readonly<Record<string, unknown>> {
  return typeof content === 'object' && content !== null;
}

function pathIn(call: string): string {
  return call.slice(call.indexOf(' ') + 1);
}

/** It may have a cursor, and what is searched for. */
function withoutQuery(call: string): string {
  return call.replace(/\?.*$/s, '');
}

/** Why no answer came. Node hides it in the cause of an error that says nothing. */
export function reasonOf(cause: unknown): string {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  if (!(reason instanceof Error)) return `${reason}`;
  const code = 'code' in reason ? `${reason.code}` : '';
  return reason.message || code || reason.name;
}
