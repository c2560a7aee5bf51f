/** What every column has. */
interface Counts {
  readonly name: string;
  /** Rows in which the column holds nothing, or only white space. */
  readonly empty: number;
  /** Different values, counted up to 10,000. */
  readonly distinct: number;
  /** False if there are more than were counted. */
  readonly distinctIsExact: boolean;
}

export interface NumberSummary extends Counts {
  readonly type: 'number';
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of the whole population, not of a sample: one value has 0. */
  readonly standardDeviation: number;
}

export interface TextSummary extends Counts {
  readonly type: 'text';
  /** Length in UTF-16 units of the shortest value that is not empty, 0 if all are empty. */
  readonly shortest: number;
  readonly longest: number;
  /** The three most frequent of the values counted that occur twice or more, cut to 100 characters. */
  readonly frequent: readonly { readonly value: string; readonly count: number }[];
}

export type ColumnSummary = NumberSummary | TextSummary;

const distinctLimit = 10_000;

/** Takes a column's values one by one and keeps no more of them than `distinctLimit`. */
export class ColumnStatistics {
  readonly #name: string;
  readonly #counts = new Map<string, number>();
  #distinctIsExact = true;
  #empty = 0;
  #filled = 0;
  #numbers = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #sum = 0;
  #squares = 0;
  #shortest = Number.POSITIVE_INFINITY;
  #longest = 0;

  constructor(name: string) {
    this.#name = name;
  }

  add(field: string): void {
    const value = field.trim();
    if (value === '') {
      this.#empty += 1;
      return;
    }
    this.#filled += 1;
    this.#shortest = Math.min(this.#shortest, value.length);
    this.#longest = Math.max(this.#longest, value.length);
    this.#count(value);
    const number = numberOf(value);
    if (number !== undefined) this.#addNumber(number);
  }

  /** A column is of numbers if it has values and all of them are numbers. */
  summary(): ColumnSummary {
    const counts = {
      name: this.#name,
      empty: this.#empty,
      distinct: this.#counts.size,
      distinctIsExact: this.#distinctIsExact,
    };
    if (this.#filled > 0 && this.#numbers === this.#filled) {
      const standardDeviation = Math.sqrt(this.#squares / this.#numbers);
      const [min, max, mean] = [this.#min, this.#max, this.#mean()];
      return { ...counts, type: 'number', min, max, mean, standardDeviation };
    }
    const shortest = this.#filled === 0 ? 0 : this.#shortest;
    return {
      ...counts,
      type: 'text',
      shortest,
      longest: this.#longest,
      frequent: this.#frequent(),
    };
  }

  #count(value: string): void {
    const count = this.#counts.get(value);
    if (count !== undefined) this.#counts.set(value, count + 1);
    else if (this.#counts.size < distinctLimit) this.#counts.set(value, 1);
    else this.#distinctIsExact = false;
  }

  /** Welford's way: the plain sum of the squares would lose the digits that the deviation is made of. */
  #addNumber(number: number): void {
    const distance = number - this.#mean();
    this.#numbers += 1;
    this.#sum += number;
    this.#squares += distance * (number - this.#mean());
    this.#min = Math.min(this.#min, number);
    this.#max = Math.max(this.#max, number);
  }

  #mean(): number {
    return this.#numbers === 0 ? 0 : this.#sum / this.#numbers;
  }

  #frequent(): TextSummary['frequent'] {
    return [...this.#counts]
      .filter(([, count]) => count > 1)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 3)
      .map(([value, count]) => ({ value: value.slice(0, 100).toWellFormed(), count }));
  }
}

/**
 * Only what JSON would write as a number: '007' and '+1' are names of something. Beyond 2^53 a number
 * would lose digits, and is an id more often than a quantity.
 */
function numberOf(value: string): number | undefined {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(value)) return undefined;
  const number = Number(value);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}
