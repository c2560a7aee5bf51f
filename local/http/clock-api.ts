import middy from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { resultOf } from '../../functions/api/answer.ts';
import type { ApiEvent, ApiMiddleware } from '../../functions/api/api-event.ts';
import { keyAuthentication } from '../../functions/api/authenticate.ts';
import { answerHeaders } from '../../functions/api/middleware/answer-headers.ts';
import { authentication } from '../../functions/api/middleware/authentication.ts';
import { jsonBody } from '../../functions/api/middleware/json-body.ts';
import { problemAnswers } from '../../functions/api/middleware/problem-answers.ts';
import { queryFields } from '../../functions/api/middleware/query-fields.ts';
import { requestId } from '../../functions/api/middleware/request-id.ts';
import { invalidRequest, Problem } from '../../functions/api/problem.ts';
import type { Route } from '../../functions/api/routes.ts';
import { shown } from '../../functions/api/shown.ts';
import { parseDuration } from '../../functions/core/duration.ts';
import type { Ports } from '../../functions/core/ports.ts';
import type { ApiFunction } from './http-listener.ts';

/** Moves the virtual clock by milliseconds and answers the new time. */
export type Advance = (ms: number) => Promise<number>;

/** `POST /clock/advance`, which is there only while the clock is virtual. Checked as every other call. */
export function clockApi({ store, clock, log }: Ports, advance: Advance): ApiFunction {
  const handle = async ({ json }: ApiEvent) => {
    const now = await advance(durationIn(json));
    return resultOf({ status: 200, body: JSON.stringify({ now: new Date(now).toISOString() }) });
  };
  const wrapped = middy<ApiEvent, APIGatewayProxyResult>(handle, { timeoutEarlyInMillis: 0 })
    .use(answerHeaders())
    .use(requestId())
    .use(problemAnswers(log))
    .use(onlyRoute())
    .use(authentication({ keys: keyAuthentication(store, clock) }))
    .use(jsonBody())
    .use(queryFields());
  return (event, context) => wrapped({ ...(event as ApiEvent) }, context);
}

function onlyRoute(): ApiMiddleware {
  const route = { method: 'POST', path: '/clock/advance', scope: 'admin', body: 'required' };
  return {
    before: ({ event }) => {
      if (event.httpMethod !== 'POST') {
        const detail = `/v1/clock/advance does not have the method ${event.httpMethod}, only POST`;
        throw new Problem('method-not-allowed', detail, { headers: { Allow: 'POST' } });
      }
      // The names of the table's routes are those of the operations, of which this is none.
      event.route = { ...route, query: [] } as unknown as Route;
    },
  };
}

function durationIn(json: unknown): number {
  const { by, ...others } = Object(json) as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    const detail = `'${unknown}' is not a field of this request (it has: by)`;
    throw invalidRequest([{ pointer: `#/${unknown}`, detail }]);
  }
  const ms = typeof by === 'string' ? parseDuration(by) : undefined;
  if (ms !== undefined) return ms;
  const detail = `Expected a duration such as '500ms', '10s', '15m', '3h' or '7d', got ${shown(by)}`;
  throw invalidRequest([{ pointer: '#/by', detail }]);
}
