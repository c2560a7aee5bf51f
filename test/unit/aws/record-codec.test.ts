import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemSize } from '../../../functions/aws/item-size.ts';
import { decodeRecord, encodeRecord, roomFor } from '../../../functions/aws/record-codec.ts';
import { errorCodes } from '../../../functions/core/job-error.ts';
import { statuses } from '../../../functions/core/job-record.ts';
import { recordAndChange } from '../../contract/store/arbitrary-change.ts';
import { fullRecord, newRecord, now } from '../../contract/store/new-record.ts';

const shards = { due: 4, timeline: 4 };

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const anyTime = fc.maxSafeNat();
const anyJson = fc.json();

/** Of fields whose values come from outside, or from a job's code. */
const anyValues = fc.record(
  {
    owner: anyText,
    requestId: anyText,
    retryKey: anyText,
    traceparent: anyText,
    payload: anyJson,
    result: anyJson,
    progress: fc.record(
      {
        fraction: fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x + 0),
        note: anyText,
        at: anyTime,
      },
      { noNullPrototype: true },
    ),
    error: fc.record(
      {
        code: fc.constantFrom(...errorCodes),
        name: anyText,
        message: fc.string({
          unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
        }),
        attempt: anyTime,
        at: anyTime,
      },
      { noNullPrototype: true },
    ),
    history: fc.array(
      fc.record({ status: fc.constantFrom(...statuses), at: anyTime }, { noNullPrototype: true }),
      { maxLength: 10 },
    ),
    ticket: anyTime,
    leaseUntil: anyTime,
  },
  { noNullPrototype: true },
);

describe('a record', () => {
  it('comes back from its item as it was, whatever fields it has', () => {
    const property = fc.property(recordAndChange, ({ record }) => {
      expect(decodeRecord(encodeRecord(record, shards))).toStrictEqual(record);
    });

    fc.assert(property, { numRuns: 500 });
  });

  it('comes back from its item as it was, whatever its texts and numbers are', () => {
    const property = fc.property(anyValues, (values) => {
      const record = { ...fullRecord(), ...values };

      const read = decodeRecord(encodeRecord(record, shards));

      expect(read).toStrictEqual(record);
    });

    fc.assert(property, { numRuns: 500 });
  });

  it('never says of what fits that it has no room, nor the other way round', () => {
    const property = fc.property(anyValues, fc.boolean(), (values, isNew) => {
      const { payload: _p, result: _r, ...record } = { ...fullRecord(), ...values };
      const [when, most] = isNew ? (['created', 640] as const) : (['settled', 1_024] as const);
      const room = roomFor(record, when, shards);
      fc.pre(room >= 0);
      const text = 'x'.repeat(room);

      const item = encodeRecord(
        isNew ? { ...record, payload: text } : { ...record, result: text },
        shards,
      );

      expect(itemSize(item)).toBe(most);
    });

    fc.assert(property, { numRuns: 200 });
  });

  it('comes back with every field set', () => {
    const record = fullRecord();

    const read = decodeRecord(encodeRecord(record, shards));

    expect(read).toStrictEqual(record);
  });

  it('keeps half a surrogate pair in what a job threw', () => {
    const error = { code: 'threw', name: 'E', message: 'a\uD800b', attempt: 1, at: now } as const;

    const read = decodeRecord(encodeRecord(newRecord({ error }), shards));

    expect(read.error?.message).toBe('a\uD800b');
  });

  it('is refused if its item has a status that nobody knows', () => {
    const item = { ...encodeRecord(newRecord(), shards), s: { S: 'sleeping' } };

    expect(() => decodeRecord(item)).toThrow("got 'sleeping'");
  });
});

describe('the item of a record', () => {
  it.each([
    { expiresAt: 1_000_000, seconds: '1000' },
    { expiresAt: 1_000_001, seconds: '1001' },
    { expiresAt: 1_000_999, seconds: '1001' },
  ])(
    'may be removed from the second on that $expiresAt ms is in or before',
    ({ expiresAt, seconds }) => {
      const item = encodeRecord(newRecord({ expiresAt }), shards);

      expect(item.x).toEqual({ N: seconds });
      expect(decodeRecord(item).expiresAt).toBe(expiresAt);
    },
  );

  it('has its place in the timeline, and in no other index while the job is neither due nor failed', () => {
    const record = newRecord({ id: 'job-1', tenant: 'acme', createdAt: 1_234 });

    const item = encodeRecord(record, { due: 4, timeline: 1 });

    expect(item).toMatchObject({ tp: { S: 'T#acme#0' }, ts: { S: '0000000001234#job-1' } });
    expect(item).not.toHaveProperty('ap');
    expect(item).not.toHaveProperty('as');
  });

  it('has a place among the due, or among the failed of its tenant', () => {
    const one = { due: 1, timeline: 1 };

    const due = encodeRecord(newRecord({ id: 'job-1', dueAt: 5 }), one);
    const failed = encodeRecord(newRecord({ id: 'job-1', tenant: 'acme', failedAt: 6 }), one);

    expect(due).toMatchObject({ ap: { S: 'DUE#0' }, as: { S: '0000000000005#job-1' } });
    expect(failed).toMatchObject({ ap: { S: 'T#acme#0' }, as: { S: '0000000000006#job-1' } });
  });

  it('is spread over all shards by its id', () => {
    const items = Array.from({ length: 400 }, () =>
      encodeRecord(newRecord({ tenant: 'a' }), shards),
    );

    const counts = Map.groupBy(items, ({ tp }) => tp?.S);

    expect([...counts.keys()].sort()).toEqual(['T#a#0', 'T#a#1', 'T#a#2', 'T#a#3']);
    for (const [, of] of counts) expect(of.length).toBeGreaterThan(50);
  });
});
