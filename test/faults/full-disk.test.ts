import { expect, it } from 'vitest';
import { runFullDisk } from '../support/faults/run-store-faults.ts';

it('answers 503 while the disk is full, reads on, and goes on when there is room', async () => {
  const report = await runFullDisk({ seed: 3 });

  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ lost: 0, twoOutcomes: 0, final: report.accepted });
});
