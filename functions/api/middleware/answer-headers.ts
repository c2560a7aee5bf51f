import type middy from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { ApiEvent, ApiMiddleware } from '../api-event.ts';

/** An answer may hold what a tenant sent: nothing keeps it, renders it or guesses what it is. */
export const securityHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
};

/** On every answer, problems as well, so it is the first to be used: the last to see the answer. */
export function answerHeaders(): ApiMiddleware {
  return { after: finish, onError: finish };
}

function finish(request: middy.Request<ApiEvent, APIGatewayProxyResult>): void {
  const { event, response } = request;
  if (response === undefined || response === null) return;
  request.response = {
    ...response,
    headers: { ...securityHeaders, 'X-Request-Id': event.requestId, ...response.headers },
    body: event.httpMethod === 'HEAD' ? '' : response.body,
  };
}
