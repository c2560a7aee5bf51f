import { describe, expect, it } from 'vitest';
import { RandomHistory } from '../../support/protocol/random-history.ts';

describe('the protocol', () => {
  it('keeps its invariants in random histories of crashes, duplicates, cancels, retries and moves', async () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const history = new RandomHistory(seed);

      await history.run();

      expect(history.faults, `seed ${seed}`).toEqual([]);
    }
  }, 120_000);
});
