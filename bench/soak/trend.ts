export interface Sample {
  /** Since the beginning. */
  readonly minutes: number;
  readonly value: number;
}

export interface Trend {
  readonly first: number;
  readonly last: number;
  readonly most: number;
  /** Of the second half, in units an hour, by least squares. */
  readonly slope: number;
  readonly flat: boolean;
}

/**
 * Flat: at its slope the second half, which has no start in it, would grow in an hour by no more than `share`
 * of its mean, and `least` is always allowed.
 */
export function trendOf(
  samples: readonly Sample[],
  { share, least }: { readonly share: number; readonly least: number },
): Trend {
  const values = samples.map(({ value }) => value);
  const half = samples.slice(Math.floor(samples.length / 2));
  const middle = mean(half.map(({ minutes }) => minutes));
  const level = mean(half.map(({ value }) => value));
  let product = 0;
  let square = 0;
  for (const { minutes, value } of half) {
    product += (minutes - middle) * (value - level);
    square += (minutes - middle) ** 2;
  }
  const slope = square === 0 ? 0 : (product / square) * 60;
  return {
    first: values.at(0) ?? 0,
    last: values.at(-1) ?? 0,
    most: Math.max(0, ...values),
    slope,
    flat: slope <= Math.max(least, share * level),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
