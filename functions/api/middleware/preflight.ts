import { resultOf } from '../answer.ts';
import type { ApiMiddleware } from '../api-event.ts';
import { isPreflight, preflightHeaders } from '../cross-origin.ts';

/**
 * Answers what a browser asks before it sends a page's request. No path has the method OPTIONS: it is the 405
 * that knows the methods there are. For pages of other origins it stays one.
 */
export function preflight(origins: readonly string[]): ApiMiddleware {
  return {
    onError: (request) => {
      const { event, response } = request;
      if (response?.statusCode !== 405 || !isPreflight(event, origins)) return;
      const headers = preflightHeaders(String(response.headers?.Allow));
      request.response = resultOf({ status: 204, headers });
    },
  };
}
