import { InvalidArgumentError } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import {
  pastTime,
  readDuration,
  readTime,
  repeated,
  someOf,
  wholeNumber,
} from '../../../cli/read-values.ts';

const now = Date.UTC(2030, 0, 1);

describe('what is read', () => {
  it.each<[string, unknown, unknown]>([
    ['a whole number', wholeNumber(1, 100)('100'), 100],
    ['a list', someOf(['a', 'b', 'c'])('c, a,c'), ['c', 'a']],
    ['a duration', readDuration('15m'), '15m'],
    ['a date', readTime('2030-01-31'), '2030-01-31T00:00:00.000Z'],
    ['a time', readTime('2030-01-31T12:00:00+02:00'), '2030-01-31T10:00:00.000Z'],
    ['how long ago', pastTime(() => now)('1h'), '2029-12-31T23:00:00.000Z'],
    ['a time that has passed', pastTime(() => now)('2029-12-31'), '2029-12-31T00:00:00.000Z'],
    ['an option again', repeated('b', ['a']), ['a', 'b']],
    ['an option once', repeated('a', undefined), ['a']],
  ])('is %s', (_what, read, expected) => {
    expect(read).toEqual(expected);
  });
});

describe('what is refused', () => {
  it.each<[string, () => unknown]>([
    ['0', () => wholeNumber(1, 100)('0')],
    ['101', () => wholeNumber(1, 100)('101')],
    ['1.5', () => wholeNumber(1, 100)('1.5')],
    ['d', () => someOf(['a', 'b'])('d')],
    ['nothing', () => someOf(['a', 'b'])('')],
    ['soon', () => readDuration('soon')],
    ['2030-02-30T00:00', () => readTime('2030-02-30T00:00')],
    ['tomorrow', () => readTime('tomorrow')],
    ['yesterday', () => pastTime(() => now)('yesterday')],
  ])('is %s', (_text, read) => {
    expect(read).toThrow(InvalidArgumentError);
  });
});
