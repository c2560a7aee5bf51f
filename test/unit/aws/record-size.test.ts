import { describe, expect, it } from 'vitest';
import { itemSize } from '../../../functions/aws/item-size.ts';
import { encodeRecord, roomFor } from '../../../functions/aws/record-codec.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';

const shards = { due: 4, timeline: 4 };
const now = Date.UTC(2030, 0, 1);
const uuid = '01a20765-3f6e-74b1-816f-8100123f826b';

/** As one request makes it. */
const typical: JobRecord = {
  id: uuid,
  tenant: 'default',
  type: 'send-welcome-email',
  queue: 'default',
  status: 'queued',
  ticket: 0,
  hash: 'k3Jd93jsLq0x_Zp1-vB7Qe',
  attempt: 0,
  maxAttempts: 3,
  createdAt: now,
  requestId: uuid,
  depth: 0,
  tags: [],
  history: [{ status: 'queued', at: now }],
};

/** With the longest of everything that a caller chooses. */
const longest: JobRecord = {
  ...typical,
  type: 'x'.repeat(64),
  queue: 'x'.repeat(40),
  maxAttempts: 50,
  depth: 100,
  tags: Array(10).fill('x'.repeat(64)),
  runAt: now,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

/** What a claim adds. */
function running(record: JobRecord): JobRecord {
  const { history } = record;
  return {
    ...record,
    status: 'running',
    attempt: 1,
    owner: `${uuid}#9`,
    leaseUntil: now,
    startedAt: now,
    history: [...history, { status: 'running', at: now }],
  };
}

function sizeOf(record: JobRecord): number {
  return itemSize(encodeRecord(record, shards));
}

/** JSON text of so many bytes. */
function json(bytes: number): string {
  return `"${'x'.repeat(bytes - 2)}"`;
}

describe('the size of an item', () => {
  it('is what DynamoDB counts: names, bytes of UTF-8, two digits to a byte, and a byte for each entry', () => {
    const item = {
      name: { S: 'é漢' },
      n: { N: '1234567890123' },
      l: { L: [{ S: 'ab' }, { S: 'c' }] },
    };

    expect(itemSize(item)).toBe(4 + 5 + (1 + 8) + (1 + 3 + 2 + 1 + 1 + 1));
  });
});

describe('a record without its payload', () => {
  it('takes less than 260 bytes when it is created, 330 with a trace', () => {
    const traced = { ...typical, traceparent: longest.traceparent ?? '' };

    expect(sizeOf(typical)).toBeLessThanOrEqual(260);
    expect(sizeOf(traced)).toBeLessThanOrEqual(330);
  });

  it('takes less than 1 KB while it runs, even with the longest of everything', () => {
    expect(sizeOf(running({ ...longest, tags: [] }))).toBeLessThanOrEqual(1_024);
  });
});

describe('a record with a payload that just fits', () => {
  const created = { ...typical, payload: json(roomFor(typical, 'created', shards)) };

  it('takes 640 bytes when it is created', () => {
    expect(sizeOf(created)).toBe(640);
    expect(created.payload.length).toBeGreaterThan(370);
  });

  it('is billed as one write when it is claimed for the tenth time', () => {
    const history = Array(10).fill({ status: 'running', at: now });
    const retried = running({ ...created, history, attempt: 10, runAt: now, dueAt: now });

    expect(sizeOf(retried)).toBeLessThanOrEqual(1_024);
  });

  it('has room for a result that keeps it at one write', () => {
    const done = {
      ...running(created),
      status: 'succeeded',
      finishedAt: now,
      expiresAt: now,
    } as const;
    const room = roomFor(done, 'settled', shards);

    expect(room).toBeGreaterThan(200);
    expect(sizeOf({ ...done, result: json(room) })).toBe(1_024);
  });
});

describe('room', () => {
  it('is negative where the record alone is too large, so that its payload gets an item of its own', () => {
    expect(roomFor(longest, 'created', shards)).toBeLessThan(0);
  });
});
