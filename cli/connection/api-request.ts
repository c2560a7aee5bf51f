import type { Server } from './find-server.ts';

export interface Call {
  readonly signal?: AbortSignal;
  /** Asking twice with one key does it once. */
  readonly idempotencyKey?: string;
}

interface Sent extends Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** RFC 9457, as the API answers it. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly {
    readonly pointer?: string;
    readonly parameter?: string;
    readonly detail: string;
  }[];
}

/** The server refused a call. */
export class RefusedCall extends Error {
  override readonly name = 'RefusedCall';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** There was no answer, or none of Errand. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Whether the same call may work a little later: the server is away, or busy. */
export function isPassing(error: unknown): boolean {
  if (error instanceof RefusedCall) return [429, 502, 503, 504].includes(error.problem.status);
  return error instanceof NoAnswer;
}

export interface Answer {
  /** What the body says; undefined if it is empty. */
  readonly body: unknown;
  readonly etag: string | undefined;
}

/** One call, `GET /jobs` say. Rejects with `RefusedCall` or `NoAnswer`, or as its signal says. */
export async function apiRequest(
  { url, key }: Server,
  call: string,
  { body, headers, signal, idempotencyKey }: Sent = {},
): Promise<Answer> {
  const [method = 'GET', path = ''] = call.split(' ');
  const { response, text } = await answered(`${url}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const content = text === '' ? undefined : parsed(text, url);
  if (response.status >= 400) throw new RefusedCall(problemIn(content, response, url));
  return { body: content, etag: response.headers.get('ETag') ?? undefined };
}

/** Longer than a server lets a caller wait for a job. */
const longestAnswer = 60_000;

async function answered(address: string, init: RequestInit) {
  const limit = AbortSignal.timeout(longestAnswer);
  const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
  try {
    const response = await fetch(address, { ...init, signal });
    return { response, text: await response.text() };
  } catch (error) {
    if (init.signal?.aborted) throw error;
    const { origin, pathname } = new URL(address);
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new NoAnswer(
      `No server answers at ${origin}${pathname} (${messageOf(reason)}): start one on this machine with errand dev, or say where it is with --url or ERRAND_URL`,
      { cause: error },
    );
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `${error}`;
  const code = 'code' in error ? `${error.code}` : '';
  return error.message || code || error.name;
}

function parsed(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NoAnswer(`What answers at ${url} is not Errand's API: look at --url and ERRAND_URL`, {
      cause,
    });
  }
}

function problemIn(content: unknown, { status }: Response, url: string): Problem {
  const problem = content as Partial<Problem> | undefined;
  if (problem?.title !== undefined && problem.code !== undefined) return problem as Problem;
  throw new NoAnswer(
    `What answers at ${url} is not Errand's API, it says ${status}: look at --url and ERRAND_URL`,
  );
}
