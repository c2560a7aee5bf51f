import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponential, retryDelay } from '../../../functions/core/backoff.ts';
import { canonicalJson } from '../../../functions/core/canonical-json.ts';
import { type Duration, milliseconds, parseDuration } from '../../../functions/core/duration.ts';
import { attemptsOf, historyWith } from '../../../functions/core/history.ts';
import { fingerprint, idOfChild, idOfKey, timeOrderedId } from '../../../functions/core/job-id.ts';
import { type JobRecord, live } from '../../../functions/core/job-record.ts';

describe('parseDuration', () => {
  it.each([
    ['0s', 0],
    ['500ms', 500],
    ['10s', 10_000],
    ['15m', 900_000],
    ['3h', 10_800_000],
    ['366d', 31_622_400_000],
  ])('reads %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each(['', '10', 's', '-1s', '1.5h', '1h30m', ' 1s', '1 s', '1S', '1w', '1e3s'])(
    'refuses %j',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it('says in code what is wrong with a duration', () => {
    expect(() => milliseconds('1w' as Duration)).toThrow(/got '1w'/);
  });
});

describe('retryDelay', () => {
  const backoff = exponential({ from: '10s', to: '1h' });

  it('doubles up to its limit', () => {
    expect([1, 2, 3, 9, 10, 50].map(backoff)).toEqual([
      10_000, 20_000, 40_000, 2_560_000, 3_600_000, 3_600_000,
    ]);
  });

  it('is at least half of the backoff, at most all of it, and never under a second', () => {
    expect(retryDelay(backoff, 1, () => 0)).toBe(5_000);
    expect(retryDelay(backoff, 1, () => 0.999_999)).toBe(10_000);
    expect(retryDelay(exponential({ from: '1ms', to: '1s' }), 1, () => 0)).toBe(1_000);
  });
});

describe('ids', () => {
  it('sort by the time they were made at', () => {
    const ids = [1_900_000_000_000, 1_900_000_000_001, 1_900_000_060_000].map((now) =>
      timeOrderedId(now, Math.random),
    );

    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('differ whenever a part does, however the parts are cut', () => {
    const ids = [
      idOfKey('a', 'bc'),
      idOfKey('ab', 'c'),
      idOfKey('a', 'b', 0),
      idOfKey('a', 'b', 1),
      idOfKey('a', 'b'),
      idOfChild('a', { key: '0' }),
      idOfChild('a', { order: 0 }),
    ];

    expect(new Set(ids).size).toBe(ids.length);
    expect(idOfKey('a', 'bc')).toBe(ids[0]);
  });

  it('has a fingerprint of type and payload, in which the order of members does not count', () => {
    const one = fingerprint('task', { a: 1, b: [1, { c: 2, d: 3 }] });

    expect(fingerprint('task', { b: [1, { d: 3, c: 2 }], a: 1 })).toBe(one);
    expect(fingerprint('task', { b: [{ d: 3, c: 2 }, 1], a: 1 })).not.toBe(one);
    expect(fingerprint('task', { a: 1, b: [1, { c: 2, d: 3 }], c: 1 })).not.toBe(one);
    expect(fingerprint('other', { a: 1, b: [1, { c: 2, d: 3 }] })).not.toBe(one);
  });
});

describe('fingerprint', () => {
  it.each(['x', '\uD800', '\uFFFD', '"'])(
    'tells long strings apart by their last character, %j',
    (last) => {
      const long = 'ä'.repeat(5_000);
      const same = fingerprint('task', { text: long + last });

      expect(fingerprint('task', { text: long + last })).toBe(same);
      expect(fingerprint('task', { text: `${long}y` })).not.toBe(same);
      expect(fingerprint('task', { text: `${long}\uDC00` })).not.toBe(same);
    },
  );
});

describe('canonicalJson', () => {
  it('is JSON of the same value, and the same text for equal values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);

        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

const record: JobRecord = {
  id: 'job',
  tenant: 'acme',
  type: 'task',
  queue: 'default',
  status: 'running',
  ticket: 0,
  hash: 'h',
  attempt: 2,
  maxAttempts: 3,
  createdAt: 1,
  requestId: 'r',
  depth: 0,
  tags: [],
  history: [],
};

describe('history', () => {
  it('is numbered by counting attempts backwards', () => {
    const statuses = ['queued', 'running', 'retrying', 'running', 'succeeded'] as const;
    const history = statuses.map((status, at) => ({ status, at }));

    const numbered = attemptsOf({ ...record, history });

    expect(numbered.map(({ attempt }) => attempt)).toEqual([0, 1, 1, 2, 2]);
  });

  it('keeps its last ten lines', () => {
    let job = record;
    for (let at = 0; at < 25; at += 1) job = { ...job, history: historyWith(job, 'running', at) };

    expect(job.history.map(({ at }) => at)).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
    expect(attemptsOf({ ...job, attempt: 25 })[0]).toEqual({
      status: 'running',
      at: 15,
      attempt: 16,
    });
  });
});

describe('live', () => {
  it('takes a record for missing from its expiry on', () => {
    const final = { ...record, expiresAt: 100 };

    expect(live(final, 99)).toBe(final);
    expect(live(final, 100)).toBeUndefined();
    expect(live(undefined, 0)).toBeUndefined();
  });
});
