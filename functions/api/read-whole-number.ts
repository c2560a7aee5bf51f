import type { Query } from './api-event.ts';
import type { Read } from './read.ts';
import { shown } from './shown.ts';

interface Bounds {
  readonly from: number;
  readonly to: number;
  /** If the query does not have the field. */
  readonly otherwise: number;
}

export function readWholeNumber(
  query: Query,
  parameter: string,
  { from, to, otherwise }: Bounds,
): Read<number> {
  const text = query[parameter];
  if (text === undefined) return { value: otherwise, faults: [] };
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return { value: number, faults: [] };
  const detail = `Expected ${parameter} to be a whole number from ${from} to ${to}, got ${shown(text)}`;
  return { faults: [{ parameter, detail }] };
}
