import { expect, it } from 'vitest';
import { agoText, momentText, spanText } from '../../../../cli/output/time-text.ts';

const minute = 60_000;

it.each([
  [0, '0ms'],
  [-5, '0ms'],
  [850.4, '850ms'],
  [2_449, '2.4s'],
  [9_999, '9.9s'],
  [59_999, '59s'],
  [3 * minute, '3m'],
  [3 * minute + 20_000, '3m20s'],
  [12 * minute + 20_000, '12m'],
  [90 * minute, '1h30m'],
  [26 * 60 * minute, '1d2h'],
  [400 * 1_440 * minute, '400d'],
])('writes %d ms as %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});

it('sees a time from now, in both directions', () => {
  const now = Date.UTC(2030, 0, 1);

  expect(agoText('2029-12-31T23:55:00.000Z', now)).toBe('5m ago');
  expect(agoText('2030-01-01T03:00:00.000Z', now)).toBe('in 3h');
});

it('writes a moment in UTC', () => {
  expect(momentText('2030-01-31T13:00:00.999+01:00')).toBe('2030-01-31 12:00:00 UTC');
});
