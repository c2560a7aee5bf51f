import type { Log } from '../../core/log.ts';
import { problemResult } from '../answer.ts';
import type { ApiEvent, ApiMiddleware } from '../api-event.ts';
import { PortFailure } from '../guard-port.ts';
import { Problem, unavailable } from '../problem.ts';

/** Makes an answer of whatever was thrown. What is not the caller's fault is logged, and only there told. */
export function problemAnswers(log: Log): ApiMiddleware {
  return {
    onError: (request) => {
      const problem = problemOf(request.error);
      if (problem.status >= 500) logFailure(log, request.event, request.error);
      request.response = problemResult(problem);
    },
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof PortFailure) return unavailable();
  return new Problem(
    'internal',
    'Something went wrong that the request is not to blame for. Report the X-Request-Id of this answer',
  );
}

function logFailure(log: Log, { requestId, httpMethod, path }: ApiEvent, error: unknown): void {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  log.error(`${httpMethod} ${path} could not be answered`, {
    requestId,
    error: cause instanceof Error ? (cause.stack ?? String(cause)) : String(cause),
  });
}
