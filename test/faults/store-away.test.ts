import { expect, it } from 'vitest';
import { runStoreFaults } from '../support/faults/run-store-faults.ts';

it('ends every accepted job once when calls of store and queue fail before and after they took effect', async () => {
  const report = await runStoreFaults({ seed: 2, requests: 80, away: 6 });

  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ lost: 0, twoOutcomes: 0, final: report.accepted });
  expect(report.refusals['503']).toBeGreaterThan(20);
});
