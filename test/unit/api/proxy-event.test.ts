import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { proxyEventOf } from '../../../functions/api/proxy-event.ts';
import { callerPath, requestPath } from '../../../functions/api/request-path.ts';
import { eventOf } from './api-world.ts';

/** As an HTTP API sends it. */
function format2(change: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 {
  const event = {
    version: '2.0',
    routeKey: 'ANY /{proxy+}',
    rawPath: '/v1/jobs',
    rawQueryString: '',
    headers: { authorization: 'Bearer key' },
    pathParameters: { proxy: 'jobs' },
    isBase64Encoded: false,
    requestContext: {
      apiId: 'abc',
      requestId: 'one',
      stage: 'v1',
      http: { method: 'POST', path: '/v1/jobs' },
    },
    ...change,
  };
  return event as APIGatewayProxyEventV2;
}

it('leaves an event of a REST API as it is', () => {
  const event = eventOf('GET', '/jobs/a');

  expect(proxyEventOf(event)).toBe(event);
});

describe('an event of an HTTP API', () => {
  it('becomes one of a REST API', () => {
    const event = proxyEventOf(format2({ body: '{}' }));

    expect(event).toMatchObject({
      httpMethod: 'POST',
      headers: { authorization: 'Bearer key' },
      body: '{}',
      isBase64Encoded: false,
      requestContext: { apiId: 'abc', requestId: 'one' },
    });
    expect(requestPath(event)).toBe('/jobs');
    expect(callerPath(event)).toBe('/v1/jobs');
  });

  it('has a path of its own for the call that waits', () => {
    const event = proxyEventOf(
      format2({
        routeKey: 'GET /jobs/{id}',
        rawPath: '/v1/jobs/a',
        pathParameters: { id: 'a' },
      }),
    );

    expect(requestPath(event)).toBe('/jobs/a');
    expect(callerPath(event)).toBe('/v1/jobs/a');
  });

  it('without a path has that of the root', () => {
    const { pathParameters: _, ...root } = format2({ routeKey: 'ANY /', rawPath: '/v1/' });

    expect(requestPath(proxyEventOf(root))).toBe('/');
  });

  it('keeps apart what its query has twice, and what has a comma', () => {
    const event = proxyEventOf(format2({ rawQueryString: 'status=failed%2Cqueued&tag=a&tag=b+c' }));

    expect(event.multiValueQueryStringParameters).toEqual({
      status: ['failed,queued'],
      tag: ['a', 'b c'],
    });
  });

  it('has neither body nor query if there is none', () => {
    expect(proxyEventOf(format2())).toMatchObject({
      body: null,
      multiValueQueryStringParameters: null,
    });
  });
});
