import type { RateLimit } from './middleware/rate-limit.ts';

/** Of `<requests a second>/<burst>`, such as '200/400'. Throws a RangeError that says what it should be. */
export function readRateLimit(text: string): RateLimit {
  const [, rate, burst] = /^(\d{1,7})\/(\d{1,7})$/.exec(text) ?? [];
  const limit = { rate: Number(rate), burst: Number(burst) };
  if (limit.rate >= 1 && limit.burst >= 1) return limit;
  throw new RangeError(
    `Expected '<requests a second>/<burst>' of whole numbers from 1 to 9999999, such as '200/400', got '${text}'`,
  );
}
