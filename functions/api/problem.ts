import { stepsOf } from './json-pointer.ts';

/** Every problem the API can answer: code, status, title. Codes are for programs and never change. */
export const problems = {
  'invalid-json': [400, 'The body is not JSON'],
  unauthenticated: [401, 'A valid key is needed'],
  'missing-scope': [403, 'The key does not allow this'],
  'type-not-allowed': [403, 'The key is not for this job type'],
  'unknown-path': [404, 'No such path'],
  'unknown-job': [404, 'No such job'],
  'unknown-queue': [404, 'No such queue'],
  'unknown-schedule': [404, 'No such schedule'],
  'method-not-allowed': [405, 'The path does not have this method'],
  'already-over': [409, 'The job is already over'],
  'not-final': [409, 'The job is not over yet'],
  'not-waiting': [409, 'The job does not wait for a time'],
  'schedule-in-code': [409, 'The schedule is made in code'],
  'too-many-schedules': [409, 'There are too many schedules'],
  'type-gone': [409, 'The job type is gone'],
  'payload-gone': [409, 'The payload of the job is gone'],
  'queue-changing': [409, 'The queue is being changed'],
  'body-too-large': [413, 'The body is too large'],
  'payload-too-large': [413, 'The payload is too large'],
  'unsupported-media-type': [415, 'The body has to be application/json'],
  'invalid-request': [422, 'The request cannot be accepted as it is'],
  'key-reused': [422, 'The Idempotency-Key was used for another job'],
  'too-many-requests': [429, 'Too many requests'],
  internal: [500, 'Something went wrong on the server'],
  unavailable: [503, 'The service cannot do this at the moment'],
} as const;

export type ProblemCode = keyof typeof problems;

/** One thing that is wrong, and where. */
export type Fault =
  /** JSON pointer into the whole body: `#/payload/userId`, `#/3/tags/0`. */
  | { readonly pointer: string; readonly detail: string }
  /** The name of a query field or a header. */
  | { readonly parameter: string; readonly detail: string };

interface ProblemExtras {
  readonly errors?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** More of them would make the answer longer than the request. */
const mostFaults = 100;

/** Thrown anywhere beneath the API, it becomes the answer (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly Fault[] | undefined;

  /** `detail` says what was wrong, with the value, and what to do. */
  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail, { cause: extras.cause });
    this.code = code;
    this.status = problems[code][0];
    this.headers = extras.headers ?? {};
    this.errors = extras.errors?.slice(0, mostFaults);
  }

  toJSON(): object {
    return {
      type: `urn:errand:problem:${this.code}`,
      title: problems[this.code][1],
      status: this.status,
      detail: this.message,
      code: this.code,
      errors: this.errors,
    };
  }
}

export function invalidRequest(faults: readonly Fault[]): Problem {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more, see errors)` : '';
  const detail = `${first && placed(first)}${more}`;
  return new Problem('invalid-request', detail, { errors: faults });
}

/** Its sentence with the place before it: `payload.users[0].name: …`. A field that it names is not said twice. */
function placed(fault: Fault): string {
  const { detail } = fault;
  const steps = 'pointer' in fault ? stepsOf(fault.pointer) : [fault.parameter];
  const last = steps.at(-1) ?? '';
  // What a schema says of a payload is not ours, and may hold the name by chance.
  const isOurs = !steps.slice(0, -1).includes('payload');
  const isNamed = isOurs && !isPlace(last) && detail.includes(last);
  const place = (isNamed ? steps.slice(0, -1) : steps).map(stepText).join('').replace(/^\./, '');
  return place === '' ? detail : `${place}: ${detail}`;
}

function stepText(step: string): string {
  if (isPlace(step)) return `[${step}]`;
  return /^[\w$-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

/** In an array. */
function isPlace(step: string): boolean {
  return /^\d+$/.test(step);
}

/** The store or the queue did not do its part: nothing the caller sent is wrong. */
export function unavailable(cause?: unknown): Problem {
  const detail =
    'A service behind this one did not answer. Send the same request again in a few seconds; a new job with an Idempotency-Key, so that it cannot be made twice';
  return new Problem('unavailable', detail, { headers: { 'Retry-After': '2' }, cause });
}
