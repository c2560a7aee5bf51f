import { errorOf, unreachable } from './api-error.ts';

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Answer<Body> {
  readonly status: number;
  readonly etag: string | null;
  /** Undefined if the answer has none. */
  readonly body: Body;
}

/** Calls the API with one key. */
export class ApiClient {
  readonly #base: string;
  readonly #key: string;

  /** `base` is the address of the API without a slash at its end. */
  constructor(base: string, key: string) {
    this.#base = base;
    this.#key = key;
  }

  /** Rejects with an `ApiError`, or with the reason of the signal. A 304 is an answer. */
  async send<Body>(method: string, path: string, sent: Sent = {}): Promise<Answer<Body>> {
    const { body, headers, signal } = sent;
    const response = await this.#fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${this.#key}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      // What is kept is kept here, and a copy of the browser's would be without the key.
      cache: 'no-store',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const text = await response.text();
    if (!response.ok && response.status !== 304) throw errorOf(response.status, text);
    return {
      status: response.status,
      etag: response.headers.get('ETag'),
      body: text === '' ? undefined : JSON.parse(text),
    };
  }

  async get<Body>(path: string, signal?: AbortSignal): Promise<Body> {
    return (await this.send<Body>('GET', path, signal ? { signal } : {})).body;
  }

  async post<Body>(path: string, body?: unknown, headers: Sent['headers'] = {}): Promise<Body> {
    return (await this.send<Body>('POST', path, { body, headers })).body;
  }

  async #fetch(path: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.#base}${path}`, request);
    } catch (error) {
      if (request.signal?.aborted) throw error;
      throw unreachable();
    }
  }
}

/** The API is where the page is: `/v1/dashboard`, or below another stage or base path. */
export function apiBase(pagePath: string): string {
  return pagePath.replace(/\/dashboard\/?$/, '');
}

/** `?a=b&c=d` of the fields that have a value, or nothing. */
export function queryText(fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).filter((field): field is [string, string] => !!field[1]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
