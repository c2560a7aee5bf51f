import { type Problem, unavailable } from '../api/problem.ts';
import type { JobType } from '../core/define-job.ts';
import type { Duration } from '../core/duration.ts';
import type { Status } from '../core/job-record.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import { type ReadRequest, readRequests } from './read-requests.ts';

/** Job types by their names, as `registerJobs` makes them. */
export type JobTypes = Readonly<Record<string, JobType>>;

/** What the schema of a job type takes. */
export type InputOf<Type extends JobType> = NonNullable<Type['~types']>['input'];

export interface EnqueueOptions {
  /** 1 to 255 visible ASCII characters. Asked twice with one key, a tenant has one job. @default - none */
  readonly idempotencyKey?: string;
  /** Of the start, at most `366d`. @default '0s' */
  readonly delay?: Duration;
  /** Of the start, within 366 days. Not together with `delay`. @default - now */
  readonly runAt?: Date;
  /** At most 10, of 1 to 64 `[A-Za-z0-9._:-]`. One that is given twice is kept once. */
  readonly tags?: readonly string[];
}

/** One job of several: its type, a payload that fits the type, and the options. */
export type EnqueueRequest<Types extends JobTypes> = {
  readonly [Name in keyof Types & string]: EnqueueOptions & {
    readonly type: Name;
    readonly payload: InputOf<Types[Name]>;
  };
}[keyof Types & string];

export interface EnqueuedJob {
  readonly id: string;
  readonly type: string;
  readonly status: Status;
  /** Whether an earlier call with the same key made it. */
  readonly replayed: boolean;
}

export type EnqueueOutcome =
  | { readonly ok: true; readonly job: EnqueuedJob }
  | { readonly ok: false; readonly error: Problem };

/**
 * Hands over jobs from inside a program, without a call of the HTTP API, and by its rules. What is refused
 * is a `Problem` as the API answers it: `error.code` is `invalid-request` with `errors` that point into the
 * request, `payload-too-large`, `key-reused`, or `unavailable`, after which the same call may be repeated,
 * with an `idempotencyKey` so that no job is made twice.
 */
export interface Enqueuer<Types extends JobTypes> {
  /** Resolves when the job is safe: from then on it runs, whatever becomes of this program. */
  enqueue<Name extends keyof Types & string>(
    type: Name,
    payload: InputOf<Types[Name]>,
    options?: EnqueueOptions,
  ): Promise<EnqueuedJob>;
  /** All or none passes the checks; then one outcome each, in their order. Any number of jobs. */
  enqueueMany(requests: readonly EnqueueRequest<Types>[]): Promise<readonly EnqueueOutcome[]>;
}

/** How checked requests get to where jobs are kept. One outcome each, in their order. */
export type Send = (requests: readonly ReadRequest[]) => Promise<readonly EnqueueOutcome[]>;

export interface EnqueuerParts<Types extends JobTypes> {
  readonly jobs: JobRegistry<Types>;
  readonly send: Send;
  /** Milliseconds since 1970. */
  now(): number;
}

export function createEnqueuer<Types extends JobTypes>({
  jobs,
  send,
  now,
}: EnqueuerParts<Types>): Enqueuer<Types> {
  return {
    async enqueue(type, payload, options = {}) {
      const given = { ...options, type, payload };
      const [outcome] = await send(await readRequests([given], ['#'], { jobs, now: now() }));
      if (outcome?.ok) return outcome.job;
      throw outcome?.error ?? unavailable();
    },
    async enqueueMany(requests) {
      const places = requests.map((_, place) => `#/${place}`);
      return send(await readRequests(requests, places, { jobs, now: now() }));
    },
  };
}
