import { describe, expect, it } from 'vitest';
import { type Picture, shrink } from '../../../functions/jobs/box-filter.ts';

describe('box filter', () => {
  it('leaves a picture of the same size as it is', () => {
    const picture = grey(3, [10, 20, 30, 40, 50, 60]);

    expect(reds(shrink(picture, 3, 2))).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it('averages whole pixels when the size divides evenly', () => {
    const picture = grey(4, [0, 100, 10, 10, 100, 200, 30, 50]);

    expect(reds(shrink(picture, 2, 1))).toEqual([100, 25]);
  });

  it('gives a pixel on a border to both sides by its share', () => {
    const picture = grey(3, [0, 90, 240]);

    const smaller = shrink(picture, 2, 1);

    // 1.5 pixels each: (0 + 90 / 2) / 1.5 and (90 / 2 + 240) / 1.5
    expect(reds(smaller)).toEqual([30, 190]);
  });

  it('averages the whole picture into one pixel', () => {
    const picture = grey(3, [0, 10, 20, 30, 40, 50, 60, 70, 80]);

    expect(reds(shrink(picture, 1, 1))).toEqual([40]);
  });

  it('keeps the colours apart', () => {
    const data = Uint8Array.of(200, 0, 10, 255, 100, 0, 30, 255);

    const smaller = shrink({ width: 2, height: 1, data }, 1, 1);

    expect([...smaller.data]).toEqual([150, 0, 20, 255]);
  });

  it.each([
    [1_000, 333],
    [997, 996],
    [1_999, 7],
  ])('keeps one colour the same from %i to %i pixels', (from, to) => {
    const picture = grey(from, Array(from).fill(255));

    expect(reds(shrink(picture, to, 1))).toEqual(Array(to).fill(255));
  });
});

function grey(width: number, values: readonly number[]): Picture {
  const data = Uint8Array.from(values.flatMap((value) => [value, value, value, 255]));
  return { width, height: values.length / width, data };
}

function reds({ data }: Picture): readonly number[] {
  return [...data].filter((_, index) => index % 4 === 0);
}
