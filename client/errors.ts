/** RFC 9457, as the API answers it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What was wrong, with the value, and what to do. */
  readonly detail: string;
  /** For programs: `unknown-job`, `invalid-request`, … There may be more of them: go by the status then. */
  readonly code: string;
  readonly errors?: readonly Fault[];
}

/** One thing that is wrong, and where. */
export interface Fault {
  /** JSON pointer into the body that was sent. */
  readonly pointer?: string;
  /** Of a query field or a header. */
  readonly parameter?: string;
  readonly detail: string;
}

/** The API refused a call. All but the message are fields of its own, which loggers and `JSON.stringify` show. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;
  /** Milliseconds after which the API wants to be asked again, if it says so. */
  readonly retryAfter?: number;

  constructor(problem: Problem, retryAfter?: number) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}

interface Unanswered {
  /** Of the API. */
  readonly url: string;
  /** Method and path, without the query: `GET /jobs`. */
  readonly call: string;
  /** Of what answered in Errand's place. */
  readonly status?: number;
  readonly cause?: unknown;
}

/** There was no answer, or none of Errand. What the call asked for may have been done all the same. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly url: string;
  readonly call: string;
  readonly status?: number;

  constructor(message: string, { url, call, status, cause }: Unanswered) {
    super(message, cause === undefined ? {} : { cause });
    this.url = url;
    this.call = call;
    if (status !== undefined) this.status = status;
  }
}

/** Whether the same call may work a little later. */
export function isPassing(error: RefusedError | NoAnswerError): boolean {
  if (error.status === undefined || isBusy(error)) return true;
  // A conflict that is over by a time which the API knows: nothing was done.
  return error instanceof RefusedError && error.status === 409 && error.retryAfter !== undefined;
}

/** Whether what answered is away or busy for a while, by its status. */
export function isBusy({ status }: { readonly status?: number }): boolean {
  return status !== undefined && [429, 502, 503, 504].includes(status);
}
