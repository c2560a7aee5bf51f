import fc from 'fast-check';
import type { Change, Condition, Test } from '../../../functions/core/condition.ts';
import { type JobRecord, statuses } from '../../../functions/core/job-record.ts';
import { hardJson, hardText, newRecord, now } from './new-record.ts';

/** Few values for each field, so that comparisons come out both ways. */
const count = fc.integer({ min: 0, max: 3 });
const time = count.map((seconds) => now + seconds * 1_000);
const word = fc.constantFrom('a', 'b', hardText);
const status = fc.constantFrom(...statuses);

const counts = ['ticket', 'attempt', 'maxAttempts', 'depth', 'outcomeAt'] as const;
const times = [
  'createdAt',
  'runAt',
  'dueAt',
  'startedAt',
  'finishedAt',
  'leaseUntil',
  'cancelRequestedAt',
  'failedAt',
  'expiresAt',
  'erasedAt',
] as const;
const numberField = fc.constantFrom(...counts, ...times);
const textField = fc.constantFrom(
  ...(['type', 'queue', 'hash', 'requestId', 'owner', 'payload', 'traceparent'] as const),
);
const optional = [
  'runAt',
  'startedAt',
  'finishedAt',
  'owner',
  'leaseUntil',
  'cancelRequestedAt',
  'progress',
  'payload',
  'result',
  'error',
  'outcomeAt',
  'expiresAt',
  'traceparent',
  'retryKey',
  'erasedAt',
] as const;

/** As everything that was once JSON. */
const plain = { noNullPrototype: true };

const entry = fc.record({ status, at: time }, plain);

/** What a change may set. A job's tenant and time of creation never change. */
const fields = {
  type: word,
  queue: word,
  status,
  ticket: count,
  hash: word,
  attempt: count,
  maxAttempts: count,
  requestId: word,
  depth: count,
  tags: fc.array(fc.constantFrom('a', 'b.c'), { maxLength: 3 }),
  history: fc.array(entry, { maxLength: 3 }),
  runAt: time,
  startedAt: time,
  finishedAt: time,
  owner: word,
  leaseUntil: time,
  cancelRequestedAt: time,
  progress: fc.record({ fraction: fc.constantFrom(0, 0.25, 1), note: word, at: time }, plain),
  payload: fc.constantFrom('a', hardJson),
  result: fc.constantFrom('null', hardJson),
  error: fc.record(
    {
      code: fc.constantFrom('threw', 'crashed'),
      name: word,
      message: word,
      attempt: count,
      at: time,
    },
    plain,
  ),
  outcomeAt: count,
  expiresAt: time,
  traceparent: word,
  retryKey: word,
  erasedAt: time,
} satisfies { [Field in keyof JobRecord]?: fc.Arbitrary<JobRecord[Field]> };

const someFields = fc.record(fields, { requiredKeys: [], ...plain });

const test: fc.Arbitrary<Test> = fc.oneof(
  fc.tuple(numberField, fc.constant('='), fc.oneof(count, time)),
  fc.tuple(numberField, fc.constant('<='), fc.oneof(count, time)),
  fc.tuple(numberField, fc.constant('>'), fc.oneof(count, time)),
  fc.tuple(numberField, fc.constant('below'), numberField),
  fc.tuple(textField, fc.constant('='), word),
  fc.tuple(textField, fc.constant('in'), fc.array(word, { maxLength: 3 })),
  fc.tuple(fc.constant('status'), fc.constant('='), status),
  fc.tuple(fc.constant('status'), fc.constant('in'), fc.subarray([...statuses])),
  fc.tuple(fc.constantFrom(...optional, 'dueAt', 'failedAt'), fc.constant('absent')),
);

/** One test and one `anyOf` at most: with more, hardly any condition would hold. */
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.array(test, { maxLength: 2 }),
  fc
    .array(fc.array(test, { maxLength: 2 }), { maxLength: 3 })
    .chain((anyOf) => fc.array(test, { maxLength: 1 }).map((tests) => [...tests, { anyOf }])),
);

/** A job is in one index of times at most, before the change and after it. */
const place = fc.oneof(
  time.map((dueAt) => ({ set: { dueAt }, remove: ['failedAt'] as const })),
  time.map((failedAt) => ({ set: { failedAt }, remove: ['dueAt'] as const })),
  fc.constant({ set: {}, remove: ['dueAt', 'failedAt'] as const }),
);

const change: fc.Arbitrary<Change> = fc
  .record({
    when: condition,
    place: fc.option(place, { nil: { set: {}, remove: [] } }),
    set: someFields,
    removed: fc.subarray([...optional]),
    countAttempt: fc.boolean(),
    append: fc.option(entry),
  })
  .map(({ when, place, set: all, removed, countAttempt, append }) => {
    const { history, attempt, ...rest } = all;
    const set = {
      ...rest,
      ...place.set,
      ...(append === null && history !== undefined && { history }),
      ...(!countAttempt && attempt !== undefined && { attempt }),
    };
    // No field is set and removed at once.
    const remove = [...removed.filter((field) => !Object.hasOwn(set, field)), ...place.remove];
    return {
      when,
      set,
      remove,
      ...(countAttempt && { countAttempt }),
      ...(append !== null && { append }),
    };
  });

export const recordAndChange = fc.record({
  record: fc
    .tuple(someFields, place, time)
    .map(([some, { set }, createdAt]) => newRecord({ ...some, ...set, createdAt })),
  change,
});
