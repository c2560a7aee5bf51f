import { describe, expect, it } from 'vitest';
import { matchRoute } from '../../../functions/api/router.ts';

describe('matchRoute', () => {
  it.each([
    ['GET', '/jobs', 'listJobs', {}],
    ['HEAD', '/jobs', 'listJobs', {}],
    ['POST', '/jobs', 'createJobs', {}],
    ['GET', '/jobs/a-1', 'getJob', { id: 'a-1' }],
    ['POST', '/jobs/a-1/cancel', 'cancelJob', { id: 'a-1' }],
  ])('finds %s %s', (method, path, name, parameters) => {
    expect(matchRoute(method, path)).toMatchObject({ found: 'route', route: { name }, parameters });
  });

  it.each([
    ['PATCH', '/jobs', 'GET, HEAD, POST'],
    ['PUT', '/jobs/a-1', 'DELETE, GET, HEAD'],
    ['HEAD', '/jobs/a-1/cancel', 'POST'],
    ['get', '/types', 'GET, HEAD'],
  ])('knows the path of %s %s and what it allows', (method, path, allow) => {
    expect(matchRoute(method, path)).toEqual({ found: 'path', allow });
  });

  it.each(['', '/', '/job', '/jobs/', '/jobs//cancel', '/jobs/a/b', '/v1/jobs', '/{id}'])(
    'finds nothing at %j',
    (path) => {
      expect(matchRoute('GET', path)).toEqual({ found: 'nothing' });
    },
  );
});
