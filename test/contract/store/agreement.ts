import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changed, holds } from '../../../functions/core/condition.ts';
import type { Store } from '../../../functions/core/store.ts';
import { recordAndChange } from './arbitrary-change.ts';
import { now } from './new-record.ts';

export function describeAgreement(store: () => Store, runs: number): void {
  it('decides and writes any change as the rules of a condition say', {
    timeout: 120_000,
  }, async () => {
    const property = fc.asyncProperty(recordAndChange, async ({ record: random, change }) => {
      const record = { ...random, id: randomUUID() };
      const decision = holds(record, change.when);
      const after = decision ? changed(record, change) : record;
      await store().create(record, now);

      const updated = await store().update(record.id, change);

      expect(updated).toStrictEqual(
        decision ? { updated: true, record: after } : { updated: false, existing: record },
      );
      expect(await store().get(record.id)).toStrictEqual(after);
    });

    await fc.assert(property, { numRuns: runs });
  });
}
