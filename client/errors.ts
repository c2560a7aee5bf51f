/** RFC 9457, as the API answers it. */
export interface Problem {
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  /** What was wrong, with the value, and what to do. */
  readonly detail: string;
  /** For programs: `unknown-job`, `invalid-request`, … */
  readonly code: string;
  readonly errors?: readonly {
    /** JSON pointer into the body that was sent. */
    readonly pointer?: string;
    /** Of a query field or a header. */
    readonly parameter?: string;
    readonly detail: string;
  }[];
}

/** The API refused a call. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** There was no answer, or none of Errand. What the call asked for may have been done all the same. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}
