import { expect, it } from 'vitest';
import { runFullDisk, runStoreFaults } from '../support/faults/run-store-faults.ts';

it('ends every accepted job once when calls of store and queue fail before and after they took effect', async () => {
  const report = await runStoreFaults({ seed: 2, requests: 150, away: 5 });

  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ lost: 0, twoOutcomes: 0, final: report.accepted });
  expect(report.refusals['503']).toBeGreaterThan(50);
});

it('answers 503 while the disk is full, reads on, and goes on when there is room', async () => {
  const report = await runFullDisk({ seed: 3 });

  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ lost: 0, twoOutcomes: 0, final: report.accepted });
});
