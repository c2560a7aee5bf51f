import type { ApiMiddleware } from '../api-event.ts';

/**
 * The id of the invocation, for each request is one. A gateway's id for it can be the caller's: a REST API
 * takes it from the header `x-amzn-RequestId`.
 */
export function requestId(): ApiMiddleware {
  return {
    before: ({ event, context: { awsRequestId } }) => {
      event.requestId = awsRequestId;
    },
  };
}
