import { expect, it, onTestFinished, vi } from 'vitest';
import { retryAfterOf } from '../../../client/retry-after.ts';

const now = Date.UTC(2030, 0, 1, 12, 0, 0);

it.each([
  ['seconds', '7', 7_000],
  ['no seconds', '0', 0],
  ['a time', 'Tue, 01 Jan 2030 12:00:30 GMT', 30_000],
  ['a time of RFC 850', 'Tuesday, 01-Jan-30 12:00:30 GMT', 30_000],
  ['a time of asctime, which is GMT', 'Tue Jan  1 12:00:30 2030', 30_000],
  ['a time that has passed', 'Tue, 01 Jan 2030 11:00:00 GMT', 0],
  ['words', 'soon', undefined],
  ['a negative number', '-3', undefined],
  ['a number with a unit', '5 minutes', undefined],
  ['a day that there is not', 'Tue, 99 Jan 2030 12:00:00 GMT', undefined],
])('reads %s', (_what, value, ms) => {
  vi.useFakeTimers({ now });
  onTestFinished(() => void vi.useRealTimers());

  expect(retryAfterOf(new Headers({ 'Retry-After': value }))).toBe(ms);
});

it('counts from the time of the server, if that can be seen', () => {
  const headers = new Headers({
    Date: 'Tue, 01 Jan 2030 09:00:00 GMT',
    'Retry-After': 'Tue, 01 Jan 2030 09:00:05 GMT',
  });

  expect(retryAfterOf(headers)).toBe(5_000);
});

it('is undefined without the header', () => {
  expect(retryAfterOf(new Headers())).toBeUndefined();
});
