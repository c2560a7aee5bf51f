import { describe, expect, it } from 'vitest';
import { ApiError, errorOf } from '../../../dashboard/api/api-error.ts';
import { jsonTokens } from '../../../dashboard/parts/json-tokens.ts';
import { durationText, relativeTime } from '../../../dashboard/parts/time-text.ts';
import { hrefOf, jobHref, parseRoute } from '../../../dashboard/routing/route.ts';
import { may } from '../../../dashboard/session/permissions.ts';
import { scopes } from '../../../functions/core/key-store.ts';

describe('an address', () => {
  it.each([
    ['', { page: 'overview', query: {} }],
    ['#/', { page: 'overview', query: {} }],
    ['#/?period=day', { page: 'overview', query: { period: 'day' } }],
    ['#/jobs?status=failed&tag=a%3Ab', { page: 'jobs', query: { status: 'failed', tag: 'a:b' } }],
    ['#/jobs/a-1', { page: 'job', id: 'a-1', query: {} }],
    ['#/jobs/%', { page: 'job', id: '%', query: {} }],
    ['#/jobs/a/b', { page: 'unknown', query: {} }],
    ['#/overview/a', { page: 'unknown', query: {} }],
    ['#main', { page: 'unknown', query: {} }],
  ])('%j leads to %j', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it('leads to where it was made for', () => {
    expect(parseRoute(jobHref('a/b?c'))).toEqual({ page: 'job', id: 'a/b?c', query: {} });
    expect(hrefOf('jobs', { tag: 'a:b', type: undefined, status: '' })).toBe('#/jobs?tag=a%3Ab');
  });
});

describe('a key', () => {
  const all = { tenant: 'default', scopes };

  it.each([
    ['read', 'read'],
    ['start', 'enqueue'],
    ['cancel', 'manage'],
    ['retry', 'manage'],
    ['reschedule', 'manage'],
    ['erase', 'manage'],
    ['schedule', 'manage'],
    ['pause-queue', 'admin'],
  ] as const)('may %s with the scope %s alone', (action, scope) => {
    const others = scopes.filter((one) => one !== scope);

    expect(may({ ...all, scopes: [scope] }, action)).toBe(true);
    expect(may({ ...all, scopes: others }, action)).toBe(false);
  });

  it('for some job types may start those alone, and cancel and erase every one', () => {
    const caller = { ...all, types: ['mail'] };

    expect(may(caller, 'retry', 'mail')).toBe(true);
    expect(may(caller, 'retry', 'sync')).toBe(false);
    expect(may(caller, 'start', 'sync')).toBe(false);
    expect(may(caller, 'cancel', 'sync')).toBe(true);
    expect(may(caller, 'erase', 'sync')).toBe(true);
  });
});

describe('a time', () => {
  const now = Date.parse('2030-01-31T12:00:00Z');

  it.each([
    [0, 'now'],
    [-12_000, '12 s ago'],
    [-7_199_000, '1 h ago'],
    [-5 * 3_600_000, '5 h ago'],
    [59_999, 'in 59 s'],
    [60_500, 'in 1 min'],
    [90_000, 'in 1 min 30 s'],
    [2_759_000, 'in 45 min'],
    [7_170_000, 'in 1 h 59 min'],
    [7_200_000, 'in 2 h'],
    [24_000_000, 'in 6 h 40 min'],
    [27 * 3_600_000, 'in 1 d 3 h'],
    [2 * 86_400_000, 'in 2 d'],
  ])('%i ms from now is %s', (distance, text) => {
    expect(relativeTime(now + distance, now)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [84.4, '84 ms'],
    [1_240, '1.24 s'],
    [12_000, '12 s'],
    [185_000, '3 min 5 s'],
    [7_440_000, '2 h 4 min'],
    [90_000_000, '1 d 1 h'],
  ])('%d ms are %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe('JSON', () => {
  it('is cut into pieces that are the whole text', () => {
    const text = JSON.stringify({ 'a"b': [1, -2.5e3, true, null, 'x: "y"\\'], c: {} }, null, 2);

    const tokens = jsonTokens(text);

    expect(tokens.map(({ text: part }) => part).join('')).toBe(text);
    const kinds = tokens.filter(({ kind }) => kind !== 'rest').map(({ kind }) => kind);
    expect(kinds).toEqual(['name', 'number', 'number', 'word', 'word', 'text', 'name']);
  });
});

describe('an answer that is no success', () => {
  it('says what the problem says, with its faults', () => {
    const error = errorOf(
      422,
      '{"detail":"Wrong","code":"invalid-request","errors":[{"pointer":"#/a","detail":"b"}]}',
    );

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      message: 'Wrong',
      status: 422,
      code: 'invalid-request',
      faults: [{ pointer: '#/a', detail: 'b' }],
    });
  });

  it.each([
    [400, false],
    [403, false],
    [404, false],
    [422, false],
    [408, true],
    [429, true],
    [500, true],
    [503, true],
    [0, true],
  ])('with status %i may pass: %s', (status, mayPass) => {
    expect(errorOf(status, '').mayPass).toBe(mayPass);
  });

  it.each(['', '<html>', 'null', '[]'])('says its status if it is %j', (text) => {
    expect(errorOf(502, text).message).toBe('The server answered 502: try again');
  });
});
