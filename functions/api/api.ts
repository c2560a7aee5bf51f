import middy from '@middy/core';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import { resultOf } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { keyAuthentication } from './authenticate.ts';
import { guardPort } from './guard-port.ts';
import { answerHeaders } from './middleware/answer-headers.ts';
import { authentication } from './middleware/authentication.ts';
import { jsonBody } from './middleware/json-body.ts';
import { preflight } from './middleware/preflight.ts';
import { problemAnswers } from './middleware/problem-answers.ts';
import { queryFields } from './middleware/query-fields.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { routing } from './middleware/routing.ts';
import { operations } from './operations.ts';
import { type GatewayEvent, proxyEventOf } from './proxy-event.ts';

export type Api = (event: GatewayEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** The function behind `{proxy+}`. The order of the middlewares is the order of the checks. */
export function createApi(options: ApiPorts): Api {
  const { origins = [] } = options;
  const ports = {
    ...options,
    store: guardPort(options.store),
    queue: guardPort(options.queue),
    pauses: guardPort(options.pauses),
    logs: guardPort(options.logs),
  };
  const limit = options.rateLimit && rateLimit(options.clock, options.rateLimit);
  const access = { ...options.access, keys: keyAuthentication(ports.store, ports.clock) };
  const handle = async (event: ApiEvent) =>
    resultOf(await operations[event.route.name](event, ports));
  // Waits end by their own limits, so Middy need not race every request with a timer.
  const wrapped = middy<ApiEvent, APIGatewayProxyResult>(handle, { timeoutEarlyInMillis: 0 })
    .use(answerHeaders(origins))
    .use(requestId())
    .use(preflight(origins))
    .use(problemAnswers(options.log))
    .use(routing())
    .use(authentication(access, limit))
    .use(jsonBody())
    .use(queryFields());
  return (event, context) => wrapped({ ...(proxyEventOf(event) as ApiEvent) }, context);
}
