import type { Clock } from '../../core/clock.ts';
import type { Caller } from '../authenticate.ts';
import { Problem } from '../problem.ts';

/** Of the requests of one caller, in one environment of the function: several have as many buckets. */
export interface RateLimit {
  /** Requests a second in the long run. */
  readonly rate: number;
  /** Requests at once, after a pause. */
  readonly burst: number;
}

/** Throws a 429 that says when the caller has another request. */
export type LimitRate = (caller: Caller) => void;

interface Bucket {
  readonly tokens: number;
  /** Milliseconds. */
  readonly at: number;
}

/** Callers have keys, so they are few. Whoever is forgotten begins with a full bucket. */
const mostBuckets = 10_000;

/** A bucket of tokens for each caller: a request takes one, and they come back at the rate. */
export function rateLimit(clock: Clock, { rate, burst }: RateLimit): LimitRate {
  const buckets = new Map<string, Bucket>();

  return ({ id }) => {
    const now = clock.now();
    const { tokens, at } = buckets.get(id) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + (Math.max(0, now - at) * rate) / 1_000);
    if (filled < 1) throw tooMany({ rate, burst }, Math.ceil((1 - filled) / rate));
    // The one that has asked last is last, and the first is the one to forget.
    buckets.delete(id);
    buckets.set(id, { tokens: filled - 1, at: now });
    const [oldest] = buckets.keys();
    if (buckets.size > mostBuckets && oldest !== undefined) buckets.delete(oldest);
  };
}

function tooMany({ rate, burst }: RateLimit, seconds: number): Problem {
  const detail = `This key has sent more than ${rate} requests a second, after a burst of ${burst}: send this one again in ${seconds} s, or several jobs in one request`;
  return new Problem('too-many-requests', detail, {
    headers: { 'Retry-After': String(seconds) },
  });
}
