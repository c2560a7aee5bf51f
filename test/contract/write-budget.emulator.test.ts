import { describe, expect, it } from 'vitest';
import { type Budget, measureBudget } from '../../bench/budget/measure-budget.ts';
import { requireEmulator } from '../support/targets/require-emulator.ts';

const budget = {
  sends: 1,
  recordWrites: 3,
  indexWrites: 1,
  statsWrites: 0.1,
  queueCalls: 0.2,
  bodyWrites: 0,
  faults: 0,
} satisfies Partial<Budget>;

describe('a job that is enqueued alone and runs once, in a full batch', () => {
  it.each([
    ['without a payload', {}],
    // Forty characters more, and the result would be an item of its own.
    ['with a payload and a result that nearly fill its record', { echo: 'x'.repeat(350) }],
  ])(
    '%s costs one send, three record writes, one index write and its share of a batch',
    async (_, payload) => {
      requireEmulator();

      const { reads, ...spent } = await measureBudget(100, payload);

      expect(spent).toEqual(budget);
      // The key of the API, now and then; nothing for each job.
      expect(reads).toBeLessThan(0.1);
    },
  );

  it('costs an index write more when it fails, and the write of what its error is', async () => {
    requireEmulator();

    const { indexWrites, bodyWrites, recordWrites, faults } = await measureBudget(20, {
      outcome: 'permanent',
    });

    expect({ indexWrites, recordWrites, faults }).toEqual({
      indexWrites: 2,
      recordWrites: 3,
      faults: 0,
    });
    expect(bodyWrites).toBeGreaterThan(0);
    expect(bodyWrites).toBeLessThanOrEqual(5);
  });
});
