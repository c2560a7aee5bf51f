import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import jsonBodyParser from '@middy/http-json-body-parser';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { enqueue, isKey, type Wanted } from '../calls/enqueue.ts';
import { readRecord } from '../calls/read-record.ts';

const logger = new Logger();

const createJobs = middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
  .use(jsonBodyParser())
  .handler(async ({ body }: APIGatewayProxyEvent) => {
    // What the body parser has made of it.
    const ids = await enqueue([body as unknown as Wanted | Wanted[]].flat());
    return answer(202, { jobs: ids.map((id) => ({ id, status: 'queued' })) });
  });

async function getJob({ pathParameters }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const job = await readRecord(pathParameters?.id ?? '');
  return job === undefined ? answer(404, { title: 'No such job' }) : answer(200, job);
}

/** The same calls under Middy with its router and parsers, and the logger of Powertools. */
export const handler = middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
  .use(injectLambdaContext(logger))
  .use(httpHeaderNormalizer())
  .use(httpErrorHandler({ logger: (error) => logger.error('The request failed', error) }))
  .before(async ({ event }) => {
    const isKnown = await isKey(event.headers.authorization);
    // An answer from here ends the request.
    return isKnown ? undefined : answer(401, { title: 'Unknown key' });
  })
  .handler(
    httpRouter([
      { method: 'POST', path: '/jobs', handler: createJobs },
      { method: 'GET', path: '/jobs/{id}', handler: getJob },
    ]),
  );

function answer(statusCode: number, body: object): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}
