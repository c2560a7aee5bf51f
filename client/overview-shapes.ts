import type { Scope } from '../functions/core/key-store.ts';

/** The numbers are approximate on AWS, and lag by up to a minute. */
export interface QueueDepth {
  readonly name: string;
  readonly paused: boolean;
  readonly waiting: number;
  readonly delayed: number;
  readonly inFlight: number;
  readonly deadLetters: number;
  /** Of the oldest message that waits. */
  readonly oldestSeconds?: number;
}

/** A job type as the API shows it. */
export interface TypeShown {
  readonly name: string;
  readonly queue: string;
  /** Of one attempt: `10s`, `5m`. */
  readonly timeout: string;
  readonly maxAttempts: number;
  /** Bytes of JSON text. */
  readonly maxPayload: number;
  /** The JSON Schema of its payload; `{}` if its validator has none. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Ends of attempts within a minute, or within the `step` that was asked for, by job type. Approximate. */
export interface MinuteStats {
  /** When its first minute began. */
  readonly at: string;
  readonly types: Readonly<Record<string, TypeStats>>;
}

export interface StatsSpan {
  /** @default 60 */
  readonly minutes?: number;
  /** @default 1 */
  readonly step?: number;
}

export interface TypeStats {
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly retried: number;
  /** Of all these attempts together. */
  readonly durationMs: number;
  readonly averageDurationMs: number;
}

/** What the key that was sent is for. */
export interface Caller {
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  /** The job types that it may start. All, if it is missing. */
  readonly types?: readonly string[];
}
