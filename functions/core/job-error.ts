import { type Duration, longestDelay, milliseconds } from './duration.ts';

/**
 * Why an attempt did not succeed.
 * `timed-out`: the worker saw the job's own timeout. `crashed`: the attempt ended without a word
 * (killed, out of memory, a loop past the function's deadline).
 */
export const errorCodes = [
  'threw',
  'permanent',
  'timed-out',
  'crashed',
  'dead-lettered',
  'invalid-payload',
  'unknown-type',
  'result-too-large',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export interface JobError {
  readonly code: ErrorCode;
  readonly name: string;
  readonly message: string;
  readonly attempt: number;
  readonly at: number;
  /** Of what `run` threw, see `stackOf`. Shown to whoever may manage jobs, and only with the job itself. */
  readonly stack?: string;
}

/** For a log. The faults that a schema finds name what is wrong in the payload, which no log may hold. */
export function loggedError({ code, message }: JobError): string {
  return code === 'invalid-payload' ? code : `${code}: ${message}`;
}

/** Thrown by `run`: the job fails at once, whatever attempts are left. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}

/**
 * Thrown by `run` of one of Errand's own job types when its part is done: the next attempt starts at once,
 * with one more allowed. Nothing bounds how often, so each has to get further.
 */
export class GoOnLater extends Error {
  override readonly name = 'GoOnLater';
}

/** Thrown by `run`: the next attempt, if one is left, starts after `delay` (up to 366d) in place of the backoff. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  /** Milliseconds. */
  readonly delay: number;

  constructor(delay: Duration, message = `The job asked to be run again in ${delay}`) {
    super(message);
    this.delay = milliseconds(delay);
    if (this.delay > longestDelay) {
      throw new RangeError(`Expected a delay of at most 366d, got '${delay}'`);
    }
  }
}
