import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime, timeText } from '../../../functions/api/rfc-3339.ts';

describe('parseTime', () => {
  it('reads every time that timeText writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (time) => {
        expect(parseTime(timeText(time))).toBe(time);
      }),
    );
  });

  it.each([
    ['2028-02-29t12:00:00z', Date.UTC(2028, 1, 29, 12)],
    ['2028-02-29T12:00:00.123456Z', Date.UTC(2028, 1, 29, 12, 0, 0, 123)],
    ['2028-02-29T12:00:00-03:30', Date.UTC(2028, 1, 29, 15, 30)],
  ])('reads %s', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  it.each([
    '2028-02-29',
    '2028-02-29T12:00:00',
    '2028-02-29 12:00:00Z',
    '2028-02-29T12:00Z',
    '2029-02-29T12:00:00Z',
    '2028-13-01T12:00:00Z',
    '2028-02-29T24:00:00Z',
    '2028-02-29T12:60:00Z',
    '2028-02-29T12:00:00+24:00',
    '+002028-02-29T12:00:00Z',
    'Tue, 29 Feb 2028 12:00:00 GMT',
  ])('refuses %s', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});
