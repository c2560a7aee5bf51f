import type { ApiMiddleware } from '../api-event.ts';

/** The gateway's own id, which it makes anew for each request. */
export function requestId(): ApiMiddleware {
  return {
    before: ({ event, context }) => {
      event.requestId = event.requestContext?.requestId ?? context.awsRequestId;
    },
  };
}
