export interface Connection {
  /** Of the API, `https://…/v1`. In a page of the same origin `/v1` will do. */
  readonly url: string;
  /**
   * A key, or a token. A function is asked before each try, for those that are renewed; once more, with the
   * one that was refused, if the API answers 401.
   */
  readonly key: string | ((refused?: string) => string | Promise<string>);
  /** Further tries of a call that failed in passing. `wait` goes by `patience` instead. @default 4 */
  readonly retries?: number;
  /**
   * Milliseconds that `wait` goes on asking while every try fails in passing, from the first that does: longer
   * than a server takes to be started anew. @default 60_000
   */
  readonly patience?: number;
  /** Milliseconds that one try waits for its answer. @default 60_000 */
  readonly timeout?: number;
  /** @default the one of the platform */
  readonly fetch?: typeof globalThis.fetch;
}

export interface CallOptions {
  /** Ends the call, its waits and its retries. What was asked for may have been done all the same. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds that each try waits for its answer. `AbortSignal.timeout(…)` as `signal` bounds all of them
   * together. @default the one of the connection
   */
  readonly timeout?: number;
}

/** Of a call that starts something. */
export interface OnceOptions extends CallOptions {
  /** Asking twice with one key does it once, for as long as the record is kept. @default one for this call */
  readonly idempotencyKey?: string;
}
