import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { callerPath, requestPath } from '../../../functions/api/request-path.ts';
import { eventOf } from './api-world.ts';

function eventWith(change: Partial<APIGatewayProxyEvent>): APIGatewayProxyEvent {
  return { ...eventOf('GET', '/jobs/a'), ...change };
}

describe('requestPath', () => {
  it.each<[string, Partial<APIGatewayProxyEvent>]>([
    ['the proxy parameter', { path: '/base/jobs/a' }],
    [
      'a resource of its own',
      { resource: '/jobs/{id}', pathParameters: { id: 'a' }, path: '/base/jobs/a' },
    ],
    ['a resource without parameters', { resource: '/jobs/a', pathParameters: null, path: '/b' }],
    ['the path, without a resource', { resource: '', pathParameters: null }],
    ['the path, without the parameters', { pathParameters: null }],
  ])('is taken from %s', (_, change) => {
    expect(requestPath(eventWith(change))).toBe('/jobs/a');
  });
});

describe('callerPath', () => {
  it('has the stage', () => {
    expect(callerPath(eventWith({}))).toBe('/v1/jobs/a');
  });
});
