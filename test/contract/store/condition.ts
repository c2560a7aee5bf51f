import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../functions/core/condition.ts';
import type { Store } from '../../../functions/core/store.ts';
import { newRecord, now } from './new-record.ts';

/** Of the record below: `owner` and `dueAt` are missing. */
const cases: readonly (readonly [when: Condition, holds: boolean])[] = [
  [[], true],
  [[['status', '=', 'running']], true],
  [[['status', '=', 'queued']], false],
  [[['ticket', '=', 5]], true],
  [[['ticket', '=', 6]], false],
  [[['tenant', '=', 'another']], false],
  [[['owner', '=', 'a']], false],
  [[['status', 'in', ['queued', 'running']]], true],
  [[['status', 'in', ['queued', 'failed']]], false],
  [[['status', 'in', []]], false],
  [[['owner', 'in', ['a']]], false],
  [[['leaseUntil', '<=', now]], true],
  [[['leaseUntil', '<=', now - 1]], false],
  [[['dueAt', '<=', now]], false],
  [[['leaseUntil', '>', now - 1]], true],
  [[['leaseUntil', '>', now]], false],
  [[['dueAt', '>', 0]], false],
  [[['attempt', 'below', 'maxAttempts']], true],
  [[['maxAttempts', 'below', 'attempt']], false],
  [[['attempt', 'below', 'depth']], false],
  [[['attempt', 'below', 'dueAt']], false],
  [[['dueAt', 'below', 'leaseUntil']], false],
  [[['owner', 'absent']], true],
  [[['leaseUntil', 'absent']], false],
  [[['progress', 'absent']], false],
  [
    [
      ['status', '=', 'running'],
      ['ticket', '=', 6],
    ],
    false,
  ],
  [
    [
      {
        anyOf: [
          [['ticket', '=', 6]],
          [
            ['ticket', '=', 5],
            ['owner', 'absent'],
          ],
        ],
      },
    ],
    true,
  ],
  [
    [
      {
        anyOf: [
          [['ticket', '=', 6]],
          [
            ['ticket', '=', 5],
            ['owner', '=', 'a'],
          ],
        ],
      },
    ],
    false,
  ],
  [[{ anyOf: [] }], false],
  [[{ anyOf: [[]] }], true],
  [[{ anyOf: [[['ticket', '=', 5]]] }, { anyOf: [[['attempt', '=', 2]]] }], true],
  [[{ anyOf: [[['ticket', '=', 5]]] }, { anyOf: [[['attempt', '=', 3]]] }], false],
];

export function describeConditions(store: () => Store): void {
  describe('a condition', () => {
    it.each(cases)('%j: %j', async (when, holds) => {
      const record = newRecord({
        status: 'running',
        ticket: 5,
        attempt: 2,
        depth: 2,
        leaseUntil: now,
        progress: { fraction: 0, at: now },
      });
      await store().create(record, now);

      const { updated } = await store().update(record.id, { when, set: { startedAt: now } });

      expect(updated).toBe(holds);
    });
  });
}
