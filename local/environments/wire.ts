import type { SQSEvent } from 'aws-lambda';
import type { SentLine } from '../local-ports.ts';

/** A method of a port, called by an environment. Numbered by the caller. */
export type Call = readonly [id: number, port: PortName, method: string, args: readonly unknown[]];
export type PortName = 'store' | 'queue';

export type Answer =
  | readonly [id: number, value: unknown]
  | readonly [id: number, value: undefined, error: WireError];

/** Classes do not survive the way, so an error is what is said about it. */
export interface WireError {
  readonly name: string;
  readonly message: string;
}

export interface Invocation {
  readonly requestId: string;
  readonly event: SQSEvent;
  /** Milliseconds since 1970, by the server's clock, which may be virtual. */
  readonly now: number;
}

export type FromEnvironment =
  | { readonly kind: 'ready' }
  | { readonly kind: 'calls'; readonly calls: readonly Call[] }
  /** What jobs have logged. Nobody waits for an answer. */
  | { readonly kind: 'lines'; readonly lines: readonly SentLine[] }
  | { readonly kind: 'returned'; readonly response: unknown }
  | { readonly kind: 'threw'; readonly error: string };

export type ToEnvironment =
  | { readonly kind: 'invoke'; readonly invocation: Invocation }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] }
  /** Fires the signal of the jobs under way. */
  | { readonly kind: 'shutdown' };

export function wireError(error: unknown): WireError {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}
