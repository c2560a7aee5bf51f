import { documentedAnswers } from '../open-api/documented-answers.ts';
import { isOver, type JobView, type ListedJob } from './job-view.ts';
import type { Target } from './target.ts';
import { until } from './until.ts';

/** What came back: the response's status and headers, and its body as text and as JSON. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined if the body is empty, or no JSON. */
  readonly body: Body;
}

/** A header that is null is not sent at all. */
export type HeaderFields = Readonly<Record<string, string | null>>;

export interface Sent {
  /** To be sent as JSON. */
  readonly json?: unknown;
  /** To be sent as it is, in place of `json`. Without a Content-Type of its own it is sent as JSON. */
  readonly raw?: string | Uint8Array;
  readonly headers?: HeaderFields;
}

export interface JobRequest {
  readonly type: string;
  readonly payload: unknown;
  readonly delay?: string;
  readonly runAt?: string;
  readonly tags?: readonly string[];
}

interface Page {
  readonly jobs: readonly ListedJob[];
  readonly cursor?: string;
}

/**
 * The API as a test uses it. Every answer has to be as the target's OpenAPI document says. Only `send` takes
 * whatever comes; the others fail on what they do not expect.
 */
export class Client {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  /**
   * `path` follows the base URL. A call that the gateway does not let through is made again: on AWS it
   * answers 429 to more than 25 calls a second for one job, and the flows together make more. An emulator's
   * answers 502 when a deployment ends the function that has the call; with an Idempotency-Key that is safe
   * to make again too.
   */
  send<Body = unknown>(method: string, path: string, sent: Sent = {}): Promise<Answer<Body>> {
    return until('the gateway to let a call through', async () => {
      const answer = await this.#call<Body>(method, path, sent);
      return answer.status === 429 || lostBehindGateway(answer, sent) ? undefined : answer;
    });
  }

  async #call<Body>(
    method: string,
    path: string,
    { json, raw, headers }: Sent,
  ): Promise<Answer<Body>> {
    const { url, key } = this.#target;
    const check = await documentedAnswers(url);
    const text = json === undefined ? raw : JSON.stringify(json);
    const response = await fetch(`${url}${path}`, {
      method,
      headers: present({
        Authorization: `Bearer ${key}`,
        ...(text !== undefined && { 'Content-Type': 'application/json' }),
        ...(isEmulator(this.#target) && { Connection: 'close' }),
        ...headers,
      }),
      // As bytes, because fetch gives a string a media type of its own.
      ...(text !== undefined && { body: bytesOf(text) }),
    });
    const answer = await answerOf<Body>(response);
    if (lostBehindGateway(answer, { headers: headers ?? {} })) return answer;
    const fault = check({ ...answer, method, path: path.replace(/\?.*$/s, '') });
    if (fault !== undefined) throw new Error(fault);
    return answer;
  }

  async enqueue(job: JobRequest, headers: HeaderFields = {}): Promise<JobView> {
    return expectStatus(202, await this.send('POST', '/jobs', { json: job, headers }));
  }

  async enqueueMany(
    jobs: readonly JobRequest[],
    headers: HeaderFields = {},
  ): Promise<readonly ListedJob[]> {
    const answer = await this.send<Page>('POST', '/jobs', { json: jobs, headers });
    const { jobs: entries } = expectStatus(202, answer);
    const refused = entries.find(({ id }) => id === undefined);
    if (refused) throw new Error(`An entry was not accepted: ${JSON.stringify(refused)}`);
    return entries;
  }

  async get(id: string): Promise<JobView> {
    return expectStatus(200, await this.send('GET', `/jobs/${id}`));
  }

  cancel(id: string): Promise<Answer<JobView>> {
    return this.send('POST', `/jobs/${id}/cancel`);
  }

  retry(id: string, headers: HeaderFields = {}): Promise<Answer<JobView>> {
    return this.send('POST', `/jobs/${id}/retry`, { headers });
  }

  reschedule(id: string, json: unknown, headers: HeaderFields = {}): Promise<Answer<JobView>> {
    return this.send('POST', `/jobs/${id}/reschedule`, { json, headers });
  }

  /** All pages. Lists may lag: ask by `until`, or for what has been listed before. */
  async list(query: Readonly<Record<string, string>>): Promise<readonly ListedJob[]> {
    const { jobs, cursor } = await this.page(query);
    return cursor === undefined ? jobs : [...jobs, ...(await this.list({ ...query, cursor }))];
  }

  async page(query: Readonly<Record<string, string>>): Promise<Page> {
    const fields = new URLSearchParams(query);
    return expectStatus(200, await this.send<Page>('GET', `/jobs?${fields}`));
  }

  /** Fails at once if the job ends otherwise. */
  waitFor(id: string, status: string, within?: number): Promise<JobView> {
    const look = async () => {
      const job = await this.get(id);
      if (job.status === status) return job;
      if (isOver(job)) throw new Error(`Waited for '${status}', got ${JSON.stringify(job)}`);
      return undefined;
    };
    return until(`job ${id} to be ${status}`, look, within === undefined ? {} : { within });
  }

  /** Whichever way each of them ends, in the order given. */
  async waitForAll(
    jobs: readonly Pick<ListedJob, 'id'>[],
    within = 60_000,
  ): Promise<readonly JobView[]> {
    const ended: JobView[] = [];
    for (const some of chunksOf(jobs, 100)) {
      const ids = some.map(({ id }) => id).join(',');
      // A job that is not found yet is left out: its record may be left to its claim.
      const look = async () =>
        (await this.page({ ids })).jobs.filter(isOver).length === some.length || undefined;
      await until(`${some.length} jobs to be over`, look, { within });
      // Not all at once: a target has no use for hundreds of connections from one client.
      for (const few of chunksOf(some, 20)) {
        ended.push(...(await Promise.all(few.map(({ id }) => this.get(id)))));
      }
    }
    return ended;
  }
}

function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );
}

/** It closes connections that it has kept, and with them a call that has just been sent on one. */
function isEmulator({ url, patience }: Target): boolean {
  return patience > 1 && url.startsWith('http:');
}

/** Nobody knows whether the function has done it; the API itself never answers so. */
function lostBehindGateway({ status }: Answer, { headers }: Sent): boolean {
  return status === 502 && headers?.['Idempotency-Key'] !== undefined;
}

function present(headers: HeaderFields): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, value]],
  );
}

function bytesOf(text: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(typeof text === 'string' ? Buffer.from(text) : text);
}

async function answerOf<Body>(response: Response): Promise<Answer<Body>> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = headers.get('Content-Type')?.endsWith('json') === true;
  // Whatever the caller expects of it.
  const body = isJson && text !== '' ? JSON.parse(text) : undefined;
  return { status, headers, text, body };
}

function expectStatus<Body>(status: number, answer: Answer<Body>): Body {
  if (answer.status === status) return answer.body;
  throw new Error(`Expected the status ${status}, got ${answer.status}: ${answer.text}`);
}
