import { describe, expect, it } from 'vitest';
import { ColumnStatistics, type ColumnSummary } from '../../../functions/jobs/column-statistics.ts';

describe('column statistics', () => {
  it('describes a column of numbers', () => {
    const summary = summaryOf(['2', '4', '4', '4', '5', '5', '7', '9']);

    expect(summary).toEqual({
      name: 'x',
      type: 'number',
      empty: 0,
      distinct: 5,
      distinctIsExact: true,
      min: 2,
      max: 9,
      mean: 5,
      standardDeviation: 2,
    });
  });

  it('describes a column of text', () => {
    const summary = summaryOf(['b', 'ccc', 'b', 'a', 'ccc', 'b', 'dd', 'a', 'e']);

    expect(summary).toEqual({
      name: 'x',
      type: 'text',
      empty: 0,
      distinct: 5,
      distinctIsExact: true,
      shortest: 1,
      longest: 3,
      frequent: [
        { value: 'b', count: 3 },
        { value: 'ccc', count: 2 },
        { value: 'a', count: 2 },
      ],
    });
  });

  it('counts empty values and leaves them out of everything else', () => {
    const summary = summaryOf(['', '1', '  ', '3']);

    expect(summary).toMatchObject({ type: 'number', empty: 2, distinct: 2, min: 1, mean: 2 });
  });

  it('takes a column without any value for text', () => {
    const summary = summaryOf(['', '']);

    expect(summary).toMatchObject({ type: 'text', empty: 2, shortest: 0, longest: 0 });
  });

  it.each([['-0.5'], ['1e3'], ['0'], ['9007199254740991']])('takes %s for a number', (value) => {
    expect(summaryOf([value])).toMatchObject({ type: 'number', min: Number(value) });
  });

  it.each([['007'], ['+1'], ['1,5'], ['0x10'], ['NaN'], ['1e999'], ['9007199254740993']])(
    'takes %s for text',
    (value) => {
      expect(summaryOf([value])).toMatchObject({ type: 'text' });
    },
  );

  it('takes a column for text when one value among numbers is none', () => {
    expect(summaryOf(['1', '2', 'n/a'])).toMatchObject({ type: 'text', distinct: 3 });
  });

  it('keeps the deviation of large numbers that differ little', () => {
    const summary = summaryOf(['4503599627370001', '4503599627370002', '4503599627370003']);

    expect(summary).toMatchObject({ standardDeviation: expect.closeTo(Math.sqrt(2 / 3), 6) });
  });

  it('stops counting different values at 10,000 and says so', () => {
    const values = Array.from({ length: 10_001 }, (_, index) => `v${index}`);

    const atLimit = summaryOf(values.slice(1));
    const beyond = summaryOf(values);

    expect(atLimit).toMatchObject({ distinct: 10_000, distinctIsExact: true });
    expect(beyond).toMatchObject({ distinct: 10_000, distinctIsExact: false });
  });

  it('cuts a long frequent value to 100 characters, and replaces one that it would halve', () => {
    const long = `${'x'.repeat(99)}😀`;

    const summary = summaryOf([long, long]);

    expect(summary).toMatchObject({
      longest: 101,
      frequent: [{ value: `${'x'.repeat(99)}\uFFFD`, count: 2 }],
    });
  });
});

function summaryOf(values: readonly string[]): ColumnSummary {
  const column = new ColumnStatistics('x');
  for (const value of values) column.add(value);
  return column.summary();
}
