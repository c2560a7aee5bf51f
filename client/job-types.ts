import type { JobRegistry } from '../functions/core/job-registry.ts';
import type { Job } from './job-shapes.ts';
import type { RetryJob } from './retry-shapes.ts';

/** The names of the job types. */
export type NameOf<Jobs extends JobRegistry> = keyof Jobs['types'] & string;

type TypesOf<Jobs extends JobRegistry, Name extends NameOf<Jobs>> = NonNullable<
  Jobs['types'][Name]['~types']
>;

/** What the job type takes, before its schema has filled in defaults. */
export type PayloadOf<Jobs extends JobRegistry, Name extends NameOf<Jobs>> = TypesOf<
  Jobs,
  Name
>['input'];

/** What its `run` returns, as JSON brings it here: nothing is null, and a `Date` is text. */
export type ResultOf<Jobs extends JobRegistry, Name extends NameOf<Jobs>> = Returned<
  TypesOf<Jobs, Name>['result']
>;

type Returned<Value> = Value extends void ? null : InJson<Value>;

type InJson<Value> = unknown extends Value
  ? Value
  : Value extends { toJSON(): infer Written }
    ? Written
    : Value extends object
      ? { readonly [Field in keyof Value]: InJson<Value[Field]> }
      : Value;

/** The names of jobs that can be asked for: those of the job types, and of Errand's own that retries many. */
export type AnyName<Jobs extends JobRegistry> = NameOf<Jobs> | RetryJob['type'];

/** A job of one of these types, told apart by `type`. */
export type JobOf<Jobs extends JobRegistry, Name extends AnyName<Jobs> = NameOf<Jobs>> = {
  readonly [One in Name]: One extends NameOf<Jobs>
    ? Job<One, PayloadOf<Jobs, One>, ResultOf<Jobs, One>>
    : RetryJob;
}[Name];
