import type { HistoryEntry, JobRecord } from './job-record.ts';

type Field = keyof JobRecord;
type OptionalField = {
  [F in Field]-?: undefined extends JobRecord[F] ? F : never;
}[Field];
type NumberField = {
  [F in Field]-?: JobRecord[F] extends number | undefined ? F : never;
}[Field];

/** A comparison with a field that the record does not have is false. */
export type Test =
  | readonly [field: Field, is: '=', value: string | number]
  | readonly [field: Field, is: 'in', values: readonly string[]]
  | readonly [field: NumberField, is: '<=', limit: number]
  | readonly [field: NumberField, is: '>', limit: number]
  | readonly [field: NumberField, is: 'below', other: NumberField]
  | readonly [field: OptionalField, is: 'absent'];

/** Every test holds, and of each `anyOf` at least one row of tests. */
export type Condition = readonly (Test | { readonly anyOf: readonly (readonly Test[])[] })[];

/**
 * One write of one record: all of it, if the record is there and `when` holds, or nothing.
 * The rules of the protocol are data of this form, so that every store decides alike.
 *
 * No field is in both `set` and `remove`; `id`, `tenant` and `createdAt` never change; the record never
 * has both `dueAt` and `failedAt`.
 */
export interface Change {
  readonly when: Condition;
  readonly set?: Partial<JobRecord>;
  readonly remove?: readonly OptionalField[];
  /** Adds one to `attempt`. Not together with `set.attempt`. */
  readonly countAttempt?: true;
  /** Added to the end of `history`. Not together with `set.history`. */
  readonly append?: HistoryEntry;
}

export function holds(record: JobRecord, condition: Condition): boolean {
  return condition.every((part) =>
    'anyOf' in part ? part.anyOf.some((row) => holds(record, row)) : passes(record, part),
  );
}

/** The record after the change. Stores that can read and write in one step use it as it is. */
export function changed(record: JobRecord, change: Change): JobRecord {
  const next: Record<string, unknown> = { ...record, ...change.set };
  for (const field of change.remove ?? []) delete next[field];
  if (change.countAttempt) next.attempt = record.attempt + 1;
  if (change.append) next.history = [...record.history, change.append];
  return next as unknown as JobRecord;
}

function passes(record: JobRecord, test: Test): boolean {
  const value = record[test[0]];
  switch (test[1]) {
    case 'absent':
      return value === undefined;
    case '=':
      return value === test[2];
    case 'in':
      return typeof value === 'string' && test[2].includes(value);
    case '<=':
      return typeof value === 'number' && value <= test[2];
    case '>':
      return typeof value === 'number' && value > test[2];
    case 'below': {
      const other = record[test[2]];
      return typeof value === 'number' && typeof other === 'number' && value < other;
    }
  }
}
