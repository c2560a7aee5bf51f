import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headerOf } from './header.ts';

type Headers = Readonly<Record<string, string>>;

/** What a page may send, beside what every page may. */
const requestHeaders =
  'Authorization, Content-Type, Idempotency-Key, If-None-Match, Prefer, traceparent';
/** What a page may see of an answer, beside what every page sees. */
const answerHeaders =
  'ETag, Idempotency-Replayed, Location, Preference-Applied, Retry-After, X-Request-Id';

/**
 * Lets pages of these origins read the answer. Without origins nothing is said, and browsers let no other
 * page read it. Never with credentials: a key is in a header that the page itself has to set.
 */
export function crossOriginHeaders(
  event: APIGatewayProxyEvent,
  origins: readonly string[],
): Headers {
  if (origins.length === 0) return {};
  const origin = allowedOrigin(event, origins);
  return {
    // On every answer: one without the other headers is for other origins.
    Vary: 'Origin',
    ...(origin !== undefined && {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': answerHeaders,
    }),
  };
}

/** What a browser wants to know before it sends a page's request. `methods` are those of the path. */
export function preflightHeaders(methods: string): Headers {
  return {
    'Access-Control-Allow-Headers': requestHeaders,
    'Access-Control-Allow-Methods': methods,
    // An hour; browsers keep it for two at most.
    'Access-Control-Max-Age': '3600',
  };
}

/** Whether a browser asks if a page of one of these origins may send a request. */
export function isPreflight(event: APIGatewayProxyEvent, origins: readonly string[]): boolean {
  return (
    event.httpMethod === 'OPTIONS' &&
    headerOf(event, 'access-control-request-method') !== undefined &&
    allowedOrigin(event, origins) !== undefined
  );
}

function allowedOrigin(
  event: APIGatewayProxyEvent,
  origins: readonly string[],
): string | undefined {
  const origin = headerOf(event, 'origin');
  return origin !== undefined && origins.includes(origin) ? origin : undefined;
}
