import { documentedAnswers } from '../open-api/documented-answers.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What `JSON.parse` made of it; undefined if there was none. */
  readonly body: Record<string, unknown>;
}

export interface ApiJob {
  readonly id: string;
  readonly status: string;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly result?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  readonly history: readonly {
    readonly status: string;
    readonly at: string;
    readonly attempt: number;
  }[];
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
}

/** `request`: method and path, such as `POST /jobs`. */
export type ApiCall = (
  request: string,
  options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
) => Promise<ApiAnswer>;

export function apiCaller(url: string, key: string): ApiCall {
  return async (request, { body, headers = {} } = {}) => {
    const [method = 'GET', path = '/'] = request.split(' ');
    const check = await documentedAnswers(url);
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const fault = check({
      status: response.status,
      headers: response.headers,
      method,
      path: path.replace(/\?.*$/s, ''),
      text,
    });
    if (fault !== undefined) throw new Error(fault);
    const parsed = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: parsed };
  };
}

/** Enqueues one `demo` job with this payload, to be accepted. */
export async function enqueueDemo(call: ApiCall, payload: object): Promise<ApiJob> {
  const answer = await call('POST /jobs', { body: { type: 'demo', payload } });
  if (answer.status !== 202) throw new Error(`Expected 202, got ${JSON.stringify(answer)}`);
  return answer.body as unknown as ApiJob;
}

/** The job at its end, or as it is after 60 s. */
export async function jobAtEnd(call: ApiCall, id: string): Promise<ApiJob> {
  for (let round = 1; ; round += 1) {
    const answer = await call(`GET /jobs/${id}`, { headers: { Prefer: 'wait=20' } });
    const job = answer.body as unknown as ApiJob;
    if (job.finishedAt !== undefined || round === 3) return job;
  }
}
