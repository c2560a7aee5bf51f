import type { JobRegistry } from '../functions/core/job-registry.ts';
import { type Answer, type CallOptions, type Connection, callApi, type Sent } from './call-api.ts';
import type { Problem } from './errors.ts';
import type {
  JobOf,
  JobStatus,
  ListedJob,
  LogLine,
  NameOf,
  PayloadOf,
  QueueDepth,
  Start,
} from './job-shapes.ts';
import { SchedulesClient } from './schedules-client.ts';

export interface EnqueueOptions extends CallOptions, Start {
  /** At most ten. */
  readonly tags?: readonly string[];
  /** The same key and payload is the same job, for as long as its record is kept. @default one for this call */
  readonly idempotencyKey?: string;
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
export class JobsClient<Jobs extends JobRegistry> {
  readonly #connection: Connection;
  readonly schedules: SchedulesClient<Jobs>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.schedules = new SchedulesClient(connection);
  }

  async enqueue<Name extends NameOf<Jobs>>(
    type: Name,
    payload: PayloadOf<Jobs, Name>,
    { delay, runAt, tags, idempotencyKey, signal }: EnqueueOptions = {},
  ): Promise<JobOf<Jobs, Name>> {
    const body = { type, payload, delay, runAt, tags };
    return this.#post('/jobs', { body, signal }, idempotencyKey);
  }

  /** Up to 500, answered in their order. One that could not be sent has an `error` in its place. */
  async enqueueMany(
    jobs: readonly NewJob<Jobs>[],
    { idempotencyKey, signal }: Pick<EnqueueOptions, 'idempotencyKey' | 'signal'> = {},
  ): Promise<readonly (ListedJob<NameOf<Jobs>> | { readonly error: Problem })[]> {
    const sent = { body: jobs, signal };
    return (await this.#post<{ jobs: [] }>('/jobs', sent, idempotencyKey)).jobs;
  }

  async get<Name extends NameOf<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    options?: CallOptions,
  ): Promise<JobOf<Jobs, Name>> {
    return (await this.#call(`GET ${pathOf(job)}`, options)).body as JobOf<Jobs, Name>;
  }

  /**
   * The job when it is over, however it ended. `onChange` is called with it at first and after each change,
   * progress included. `signal: AbortSignal.timeout(60_000)` ends the wait after a minute.
   */
  async wait<Name extends NameOf<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    { onChange, signal }: CallOptions & { onChange?(job: JobOf<Jobs, Name>): void } = {},
  ): Promise<JobOf<Jobs, Name>> {
    let known: string | undefined;
    for (;;) {
      const headers = {
        Prefer: 'wait=20',
        ...(onChange && known !== undefined && { 'If-None-Match': known }),
      };
      const { body, etag } = await this.#call(`GET ${pathOf(job)}`, {
        // What is known first is wanted at once.
        headers: onChange && known === undefined ? {} : headers,
        ...(signal && { signal }),
      });
      known = etag;
      if (body === undefined) continue;
      const found = body as JobOf<Jobs, Name>;
      onChange?.(found);
      if (isOver(found)) return found;
    }
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
      const { body } = await this.#call(`GET /jobs?${query}`, options);
      const page = body as { jobs: readonly ListedJob<NameOf<Jobs>>[]; cursor?: string };
      yield* page.jobs;
      if (page.cursor === undefined) return;
      query.set('cursor', page.cursor);
    }
  }

  /** A job that waits is cancelled; one that runs is asked to end. Refused with 409 once it is over. */
  async cancel<Name extends NameOf<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    options: CallOptions = {},
  ): Promise<JobOf<Jobs, Name>> {
    return this.#post(`${pathOf(job)}/cancel`, options);
  }

  /** Runs a failed or cancelled job again. */
  async retry<Name extends NameOf<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    options: CallOptions = {},
  ): Promise<JobOf<Jobs, Name>> {
    return this.#post(`${pathOf(job)}/retry`, options);
  }

  /** Gives a job that waits for its time another one. */
  async reschedule<Name extends NameOf<Jobs> = NameOf<Jobs>>(
    job: JobId<Name>,
    { delay, runAt, signal }: Start & CallOptions,
  ): Promise<JobOf<Jobs, Name>> {
    return this.#post(`${pathOf(job)}/reschedule`, { body: { delay, runAt }, signal });
  }

  /** Erases payload and result of a job that is over, for good. */
  async erase(job: JobId<string>, options?: CallOptions): Promise<void> {
    await this.#call(`DELETE ${pathOf(job)}`, options);
  }

  /** The last 100 lines that its code has logged, oldest first; on AWS the address where they are. */
  async logs(
    job: JobId<string>,
    options?: CallOptions,
  ): Promise<{ readonly lines: readonly LogLine[]; readonly url?: string }> {
    const { body } = await this.#call(`GET ${pathOf(job)}/logs`, options);
    return body as { lines: readonly LogLine[]; url?: string };
  }

  async queues(options?: CallOptions): Promise<readonly QueueDepth[]> {
    const { body } = await this.#call('GET /queues', options);
    return (body as { queues: readonly QueueDepth[] }).queues;
  }

  /** One key for all tries, so that they do it once. */
  async #post<Body>(path: string, sent: Post, key = crypto.randomUUID() as string): Promise<Body> {
    const { body, signal } = sent;
    const headers = { 'Idempotency-Key': key };
    const answer = await this.#call(`POST ${path}`, { body, headers, ...(signal && { signal }) });
    return answer.body as Body;
  }

  #call(call: string, sent?: Sent): Promise<Answer> {
    return callApi(this.#connection, call, sent);
  }
}

interface Post {
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

function pathOf(job: JobId<string>): string {
  return `/jobs/${encodeURIComponent(typeof job === 'string' ? job : job.id)}`;
}

function timeText(time: string | Date): string {
  return typeof time === 'string' ? time : time.toISOString();
}

function isOver({ status }: { readonly status: JobStatus }): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}
