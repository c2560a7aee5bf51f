import type { MiddlewareObj } from '@middy/core';
import type { Log } from '../core/log.ts';

/** Says which invocation failed and why; the error goes on, for the platform to act on. */
export function logFaults(log: Log): MiddlewareObj {
  return {
    onError({ error, context }) {
      log.error('The invocation failed', {
        requestId: context.awsRequestId,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    },
  };
}
