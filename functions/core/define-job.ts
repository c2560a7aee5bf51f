import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type Backoff, exponential } from './backoff.ts';
import { checkSchedules } from './check-schedules.ts';
import { type Duration, day, milliseconds } from './duration.ts';
import type { FixedSchedule } from './fixed-schedule.ts';
import { longestPayload } from './job-limits.ts';
import type { Log } from './log.ts';

export interface RunningJob {
  readonly id: string;
  readonly type: string;
  readonly tenant: string;
  /** 1 at the first start. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly createdAt: Date;
  readonly tags: readonly string[];
  /**
   * The trace of the request that the job comes from, by W3C Trace Context, for the header `traceparent` of
   * what the job calls. Where attempts are traced, this one is the parent in it. @default - none
   */
  readonly traceparent?: string;
}

export interface ChildOptions {
  /**
   * Names the child among its parent's. Without it the order of the calls does, so that a parent that is
   * run again makes no second child: then each attempt has to enqueue in the same order.
   */
  readonly key?: string;
  /** At most `366d`. @default '0s' */
  readonly delay?: Duration;
  /** At most 10, of 1 to 64 `[A-Za-z0-9._:-]`. One that is given twice is kept once. */
  readonly tags?: readonly string[];
}

export interface JobContext {
  readonly job: RunningJob;
  /**
   * Fires when the attempt has to end: on the job's timeout, on a cancel (seen within 5 s), on shutdown
   * and before the function's deadline. `signal.reason` is an `Error` named `TimeoutError`,
   * `CancelError`, `ShutdownError` or `DeadlineError`.
   */
  readonly signal: AbortSignal;
  /**
   * Each line gets the job's id, type and attempt. The last 100 are shown by `GET /jobs/{id}/logs`, of each at
   * most 2,000 characters and 20 fields of 500. On AWS `debug` is not written.
   */
  readonly log: Log;
  /** From 0 to 1, and a note of up to 200 characters. Written at most once a second; never throws. */
  progress(fraction: number, note?: string): void;
  /**
   * Enqueues a job for the same tenant and answers its id. The first payload that was given for a key, or
   * for a place in the order, counts.
   */
  enqueue(type: string, payload: unknown, options?: ChildOptions): Promise<string>;
}

export interface RetryPolicy {
  /** Starts at most, the first included, 1 to 50. @default 3 */
  readonly attempts?: number;
  /** @default exponential({ from: '10s', to: '1h' }) */
  readonly backoff?: Backoff;
}

export interface JobOptions<Name extends string, Schema extends StandardSchemaV1, Result> {
  /** 1 to 64 of a-z, 0-9 and '-', beginning with a letter, not with `errand-`. */
  readonly name: Name;
  /**
   * Checks every payload, at the API and again before `run`, which gets the schema's output. One of Valibot,
   * or one that has Standard JSON Schema, is shown by `GET /types` and in the OpenAPI document.
   */
  readonly input: Schema;
  /** One of the names in `queues.ts`. @default 'default' */
  readonly queue?: string;
  readonly retry?: RetryPolicy;
  /** Of one attempt. At most its queue's timeout less 10 s. @default '1m' */
  readonly timeout?: Duration;
  /** Bytes of JSON text that a payload may have, from 2 to 350,000. @default 350_000 */
  readonly maxPayload?: number;
  /** When to enqueue a job of this type by itself: `cron(…)`, `every(…)`, or a list of them. @default - never */
  readonly schedule?: ScheduleOption<StandardSchemaV1.InferInput<Schema>>;
  /**
   * The work. It may run more than once for one job (a process can die between the work and the record of
   * it), so whatever it does outside should be harmless when repeated: `context.job.id` stays the same.
   * Returns a JSON value of up to 350,000 bytes, or nothing.
   */
  run(input: StandardSchemaV1.InferOutput<Schema>, context: JobContext): Promise<Result>;
}

type ScheduleOption<Payload> = FixedSchedule<Payload> | readonly FixedSchedule<Payload>[];

/**
 * What the rest of the system sees of a job type. `run` takes the schema's output and `validate` is the
 * only way to one, so no caller can skip the validation.
 */
export interface JobType<Name extends string = string, Input = unknown, Result = unknown> {
  readonly name: Name;
  readonly queue: string;
  readonly maxAttempts: number;
  readonly backoff: Backoff;
  /** Milliseconds. */
  readonly timeout: number;
  /** Bytes of JSON text. */
  readonly maxPayload: number;
  readonly schedules: readonly FixedSchedule[];
  /** For what describes the type. Payloads are checked by `validate`. */
  readonly input: StandardSchemaV1;
  validate(payload: unknown): Promise<Validated>;
  /** Carries the types to clients; never present at run time. */
  readonly '~types'?: { readonly input: Input; readonly result: Result };
}

export type Validated =
  | { readonly ok: true; run(context: JobContext): Promise<unknown> }
  | { readonly ok: false; readonly issues: readonly PayloadIssue[] };

export interface PayloadIssue {
  /** JSON pointer into the payload: `/users/0/email`, or empty for the whole. */
  readonly pointer: string;
  readonly detail: string;
}

export function defineJob<const Name extends string, Schema extends StandardSchemaV1, Result>(
  options: JobOptions<Name, Schema, Result>,
): JobType<Name, StandardSchemaV1.InferInput<Schema>, Awaited<Result>> {
  checkCode(options);
  const type = {
    name: options.name,
    queue: options.queue ?? 'default',
    maxAttempts: options.retry?.attempts ?? 3,
    backoff: options.retry?.backoff ?? exponential({ from: '10s', to: '1h' }),
    timeout: milliseconds(options.timeout ?? '1m'),
    maxPayload: options.maxPayload ?? longestPayload,
    schedules: [options.schedule ?? []].flat(),
    input: options.input,
    validate: (payload: unknown) => validate(options, payload),
  };
  checkOptions(type);
  checkSchedules(type, options.input);
  return type;
}

async function validate<Schema extends StandardSchemaV1, Result>(
  { input, run }: JobOptions<string, Schema, Result>,
  payload: unknown,
): Promise<Validated> {
  const result = await input['~standard'].validate(payload);
  if (result.issues === undefined) {
    const value = result.value as StandardSchemaV1.InferOutput<Schema>;
    return { ok: true, run: async (context) => run(value, context) };
  }
  return {
    ok: false,
    issues: result.issues.map(({ path, message }) => ({
      pointer: pointerOf(path),
      detail: message,
    })),
  };
}

/** Nothing checks the types of job code when it is run. */
function checkCode({ name, input, retry, run }: JobOptions<string, StandardSchemaV1, unknown>) {
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(name)) {
    throw new RangeError(
      `Expected a job type's name to be 1 to 64 of a-z, 0-9 and '-', beginning with a letter, got '${name}'`,
    );
  }
  const refuse = (field: string, expected: string, got: unknown) => {
    throw new TypeError(`Expected ${field} of job type '${name}' to be ${expected}, got ${got}`);
  };
  if (!input?.['~standard']) refuse('input', 'a schema, such as v.object({}) of Valibot', input);
  if (typeof run !== 'function') refuse('run', 'a function', run);
  if (typeof (retry ?? {}) !== 'object')
    refuse('retry', 'an object such as { attempts: 5 }', retry);
  const backoff = retry?.backoff ?? exponential;
  if (typeof backoff !== 'function') {
    refuse('retry.backoff', "a function, such as exponential({ from: '10s', to: '1h' })", backoff);
  }
}

function checkOptions({ name, maxAttempts, timeout, maxPayload }: JobType): void {
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1 || maxAttempts > 50) {
    throw new RangeError(
      `Expected retry.attempts of job type '${name}' to be a whole number from 1 to 50, got ${maxAttempts}`,
    );
  }
  if (timeout <= 0 || timeout > day) {
    throw new RangeError(
      `Expected timeout of job type '${name}' to be more than 0 and at most 1 day, got ${timeout} ms`,
    );
  }
  if (!Number.isInteger(maxPayload) || maxPayload < 2 || maxPayload > longestPayload) {
    throw new RangeError(
      `Expected maxPayload of job type '${name}' to be a whole number of bytes from 2 to ${longestPayload}, got ${maxPayload}`,
    );
  }
}

function pointerOf(path: StandardSchemaV1.Issue['path']): string {
  return (path ?? [])
    .map((part) => String(typeof part === 'object' ? part.key : part))
    .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
