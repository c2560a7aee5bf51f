/** One thing that is measured, as often as it was. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly target?: Target;
}

export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** What a figure comes to. Other work on the machine only ever makes it worse: the best says what is possible. */
export interface Summary {
  readonly what: string;
  readonly unit: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: number;
  readonly target?: Target;
  /** By the median. */
  readonly met?: boolean;
}

export function summaryOf({ what, unit, values, target }: Figure): Summary {
  const median = quantile(values, 0.5);
  return {
    what,
    unit,
    median: rounded(median),
    least: rounded(quantile(values, 0)),
    most: rounded(quantile(values, 1)),
    runs: values.length,
    ...(target !== undefined && { target, met: meets(median, target) }),
  };
}

/** The smallest value that at least this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = Math.max(0, Math.ceil(sorted.length * share) - 1);
  const value = sorted[place];
  if (value === undefined) throw new RangeError('Nothing was measured');
  return value;
}

function meets(value: number, target: Target): boolean {
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
