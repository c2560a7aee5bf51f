/** RFC 9457, as the API answers it. */
export interface Problem {
  readonly type?: string;
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
  /** What was called, without its query. */
  readonly address: string;
  /** Of what answered in Errand's place. */
  readonly status?: number;
  readonly cause?: unknown;
}

/** There was no answer, or none of Errand. What the call asked for may have been done all the same. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly address: string;
  readonly status?: number;

  constructor(message: string, { address, status, cause }: Unanswered) {
    super(message, cause === undefined ? {} : { cause });
    this.address = address;
    if (status !== undefined) this.status = status;
  }
}

/** Whether the same call may work a little later: the API is away, or busy. */
export function isPassing(error: unknown): boolean {
  if (error instanceof RefusedError) {
    // A conflict that is over by a time which the API knows: nothing was done.
    return (
      passing.includes(error.status) || (error.status === 409 && error.retryAfter !== undefined)
    );
  }
  if (!(error instanceof NoAnswerError)) return false;
  return error.status === undefined || passing.includes(error.status);
}

const passing = [429, 502, 503, 504];
