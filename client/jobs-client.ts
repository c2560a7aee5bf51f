import type { JobRegistry } from '../functions/core/job-registry.ts';
import { callApi, type Sent, usualTimeout } from './call-api.ts';
import type { CallOptions, Connection, OnceOptions } from './connection.ts';
import { partsOf, sendParts } from './enqueue-many.ts';
import type { Problem } from './errors.ts';
import type { JobLog, JobStatus, ListedJob, Start } from './job-shapes.ts';
import type { AnyName, JobOf, NameOf, PayloadOf } from './job-types.ts';
import type { Caller, MinuteStats, QueueDepth, StatsSpan, TypeShown } from './overview-shapes.ts';
import { randomKey } from './random-key.ts';
import type { Retried, RetryJob } from './retry-shapes.ts';
import { SchedulesClient } from './schedules-client.ts';
import type { Answer } from './try-once.ts';
import { waitForJob } from './wait-for-job.ts';

export interface EnqueueOptions extends OnceOptions, Start {
  /** At most ten. One that is given twice is kept once. */
  readonly tags?: readonly string[];
}

/** An entry of `enqueueMany`. */
export type NewJob<Jobs extends JobRegistry> = {
  readonly [Name in NameOf<Jobs>]: Start & {
    readonly type: Name;
    readonly payload: PayloadOf<Jobs, Name>;
    readonly tags?: readonly string[];
  };
}[NameOf<Jobs>];

/** Joined by AND. */
export interface JobFilter {
  readonly status?: JobStatus | readonly JobStatus[];
  readonly type?: string;
  readonly tag?: string;
  readonly createdAfter?: string | Date;
}

/** A job of many, as it was accepted, or why it was not. */
export type EnqueuedJob<Jobs extends JobRegistry> =
  | ListedJob<NameOf<Jobs>>
  | { readonly error: Problem };

export interface WaitOptions<Found> extends Pick<CallOptions, 'signal'> {
  onChange?(job: Found): void;
}

/** A job, or its id. With a job its payload and result have their types. */
export type JobId<Name extends string> = string | { readonly id: string; readonly type: Name };

/**
 * The jobs of one API. A call that fails in passing is made again, and does no harm by it.
 *
 *     import type { jobs } from './jobs/index.ts';
 *     const client = new JobsClient<typeof jobs>({ url, key });
 *     const job = await client.enqueue('send-welcome', { email });
 *     const { status, result } = await client.wait(job);
 */
export class JobsClient<Jobs extends JobRegistry = JobRegistry> {
  readonly #connection: Connection;
  readonly schedules: SchedulesClient<Jobs>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.schedules = new SchedulesClient(connection);
  }

  enqueue<Name extends NameOf<Jobs>>(
    type: Name,
    payload: PayloadOf<Jobs, Name>,
    { delay, runAt, tags, ...options }: EnqueueOptions = {},
  ): Promise<JobOf<Jobs, Name>> {
    return this.#post('/jobs', options, { type, payload, delay, runAt, tags });
  }

  /**
   * Any number, answered in their order; one that could not be sent has an `error` in its place. Up to 500
   * are one call, which takes all or none of what is faulty. More are several calls, one after the other: if
   * a later one is refused, that is the `error` of each of its jobs, and if it is not answered this rejects.
   * With an `idempotencyKey` the same jobs can then be sent once more.
   */
  async enqueueMany(
    jobs: readonly NewJob<Jobs>[],
    { idempotencyKey = randomKey(), ...options }: OnceOptions = {},
  ): Promise<readonly EnqueuedJob<Jobs>[]> {
    return sendParts(partsOf(jobs, idempotencyKey), async (part) => {
      const once = { ...options, idempotencyKey: part.key };
      const answer = this.#post<{ jobs: readonly EnqueuedJob<Jobs>[] }>('/jobs', once, part.jobs);
      return (await answer).jobs;
    });
  }

  async get<Name extends AnyName<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    options?: CallOptions,
  ): Promise<JobOf<Jobs, Name>> {
    return this.#read(pathOf(job), options);
  }

  /** Those of these jobs that there are, in this order. */
  async getMany(
    jobs: readonly JobId<string>[],
    options?: CallOptions,
  ): Promise<readonly ListedJob<NameOf<Jobs>>[]> {
    const found: ListedJob<NameOf<Jobs>>[] = [];
    for (let start = 0; start < jobs.length; start += mostIds) {
      const ids = jobs.slice(start, start + mostIds).map(idOf);
      const query = new URLSearchParams({ ids: ids.join(',') });
      found.push(...(await this.#read<Page<Jobs>>(`/jobs?${query}`, options)).jobs);
    }
    return found;
  }

  /**
   * The job when it is over, however it ended. `onChange` is called with it at first and after each change,
   * progress included. `signal: AbortSignal.timeout(60_000)` ends the wait after a minute. It outlasts a
   * server that is started anew: see `patience` of the connection. A job given as it was enqueued, and not by its id,
   * may not be written yet: while it is missing it is asked for again, for as long.
   */
  wait<Name extends AnyName<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    { onChange, signal }: WaitOptions<JobOf<Jobs, Name>> = {},
  ): Promise<JobOf<Jobs, Name>> {
    const { patience = usualPatience, timeout = usualTimeout } = this.#connection;
    const sent = {
      patience,
      // The server holds the question for up to 20 s.
      timeout: Math.max(timeout, 30_000),
      ...(signal && { signal }),
    };
    // The API accepts a job whose record could not be written: its worker writes it.
    let isEarly = typeof job !== 'string';
    const ask = async (headers: Sent['headers'] = {}) => {
      const call = `GET ${pathOf(job)}`;
      const found = await this.#call(call, { ...sent, headers, exists: isEarly });
      isEarly = false;
      return found;
    };
    return waitForJob<JobOf<Jobs, Name>>({ ask, onChange, signal });
  }

  /** Newest first; asks for the next page when it is needed. */
  async *list(
    { status, createdAfter, ...filter }: JobFilter = {},
    options?: CallOptions,
  ): AsyncGenerator<ListedJob<NameOf<Jobs>>, void, undefined> {
    const query = new URLSearchParams({
      ...filter,
      ...(status !== undefined && { status: String(status) }),
      ...(createdAfter !== undefined && { createdAfter: timeText(createdAfter) }),
    });
    for (;;) {
      const page = await this.#read<Page<Jobs>>(`/jobs?${query}`, options);
      yield* page.jobs;
      if (page.cursor === undefined) return;
      query.set('cursor', page.cursor);
    }
  }

  /** A job that waits is cancelled; one that runs is asked to end. Refused with 409 once it is over. */
  async cancel<Name extends AnyName<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    options?: CallOptions,
  ): Promise<JobOf<Jobs, Name>> {
    return this.#post(`${pathOf(job)}/cancel`, options);
  }

  /** Runs a failed or cancelled job again. */
  async retry<Name extends AnyName<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    options?: OnceOptions,
  ): Promise<JobOf<Jobs, Name>> {
    return this.#post(`${pathOf(job)}/retry`, options);
  }

  /**
   * Runs many again: by their ids, or all failed ones that fit a filter. Answers the job that does it, which
   * `wait` waits for; its result counts them. `rate`: jobs a second at most, 1 to 1,000.
   */
  retryMany(
    which: Retried,
    { rate, ...options }: OnceOptions & { readonly rate?: number } = {},
  ): Promise<RetryJob> {
    return this.#post('/jobs/retry', options, { ...which, rate });
  }

  /** Gives a job that waits for its time another one. */
  async reschedule<Name extends AnyName<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    { delay, runAt, ...options }: Start & OnceOptions,
  ): Promise<JobOf<Jobs, Name>> {
    return this.#post(`${pathOf(job)}/reschedule`, options, { delay, runAt });
  }

  /** Erases payload and result of a job that is over, for good. */
  async erase(job: JobId<string>, options?: CallOptions): Promise<void> {
    await this.#call(`DELETE ${pathOf(job)}`, options);
  }

  /** What its code has logged. */
  async logs(job: JobId<string>, options?: CallOptions): Promise<JobLog> {
    return this.#read(`${pathOf(job)}/logs`, options);
  }

  async types(options?: CallOptions): Promise<readonly TypeShown[]> {
    return (await this.#read<{ types: readonly TypeShown[] }>('/types', options)).types;
  }

  async queues(options?: CallOptions): Promise<readonly QueueDepth[]> {
    return (await this.#read<{ queues: readonly QueueDepth[] }>('/queues', options)).queues;
  }

  /** Lets no further job of a queue start, for all tenants; what runs goes on. */
  pauseQueue(name: string, options?: CallOptions): Promise<QueueDepth> {
    return this.#post(`/queues/${encodeURIComponent(name)}/pause`, options);
  }

  resumeQueue(name: string, options?: CallOptions): Promise<QueueDepth> {
    return this.#post(`/queues/${encodeURIComponent(name)}/resume`, options);
  }

  /**
   * How attempts ended in the last `minutes`, 1 to 1,440, the one under way included, counted in rows of `step`
   * minutes; without those of none. A day of many job types is too long an answer for a step of 1.
   */
  async stats({
    minutes = 60,
    step = 1,
    ...options
  }: CallOptions & StatsSpan = {}): Promise<readonly MinuteStats[]> {
    const path = `/stats?minutes=${minutes}${step === 1 ? '' : `&step=${step}`}`;
    return (await this.#read<{ minutes: readonly MinuteStats[] }>(path, options)).minutes;
  }

  /** What the key is for. */
  me(options?: CallOptions): Promise<Caller> {
    return this.#read('/me', options);
  }

  /** Asks once, without a key, whether the API runs. */
  async health(options?: CallOptions): Promise<{ readonly status: 'ok' }> {
    const once = { ...this.#connection, key: '', retries: 0 };
    return (await callApi(once, 'GET /health', options)).body as { status: 'ok' };
  }

  /** The document of the API says what each call answers; a test holds these types against it. */
  async #read<Body>(path: string, options?: CallOptions): Promise<Body> {
    return (await this.#call(`GET ${path}`, options)).body as Body;
  }

  /** One key for all tries, so that they do it once. */
  async #post<Body>(path: string, options: OnceOptions = {}, body?: unknown): Promise<Body> {
    const { idempotencyKey = randomKey(), ...rest } = options;
    const headers = { 'Idempotency-Key': idempotencyKey };
    return (await this.#call(`POST ${path}`, { ...rest, body, headers })).body as Body;
  }

  #call(call: string, sent?: Sent): Promise<Answer> {
    return callApi(this.#connection, call, sent);
  }
}

/** What the API takes at once. */
const mostIds = 100;
const usualPatience = 60_000;

interface Page<Jobs extends JobRegistry> {
  readonly jobs: readonly ListedJob<NameOf<Jobs>>[];
  readonly cursor?: string;
}

function pathOf(job: JobId<string>): string {
  return `/jobs/${encodeURIComponent(idOf(job))}`;
}

/** Throws what the caller can put right: programs without types, or of an index, have jobs that are none. */
function idOf(job: JobId<string> | undefined): string {
  const id: unknown = typeof job === 'string' ? job : job?.id;
  if (typeof id === 'string' && id !== '') return id;
  const got = id === '' ? 'an empty text' : String(id);
  throw new TypeError(
    `Expected a job or its id, got ${got}: what has an error in the place of a job has no id`,
  );
}

function timeText(time: string | Date): string {
  return typeof time === 'string' ? time : time.toISOString();
}
