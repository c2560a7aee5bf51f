import type middy from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { ApiEvent, ApiMiddleware } from '../api-event.ts';
import { crossOriginHeaders } from '../cross-origin.ts';
import { headerOf } from '../header.ts';
import { securityHeaders, transportHeaders } from '../security-headers.ts';

/** On every answer, problems as well, so it is the first to be used: the last to see the answer. */
export function answerHeaders(origins: readonly string[] = []): ApiMiddleware {
  const finish = (request: middy.Request<ApiEvent, APIGatewayProxyResult>) => {
    const { event, response } = request;
    if (response === undefined || response === null) return;
    request.response = {
      ...response,
      headers: {
        ...securityHeaders,
        ...(isOverTls(event) && transportHeaders),
        ...crossOriginHeaders(event, origins),
        'X-Request-Id': event.requestId,
        ...response.headers,
      },
      body: event.httpMethod === 'HEAD' ? '' : response.body,
    };
  };
  return { after: finish, onError: finish };
}

/** API Gateway says so, and whatever proxy stands in front of a server. */
function isOverTls(event: ApiEvent): boolean {
  return headerOf(event, 'x-forwarded-proto') === 'https';
}
