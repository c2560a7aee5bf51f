import { expect, it } from 'vitest';
import { runKills } from '../support/faults/run-kills.ts';

it('ends every accepted job once when workers and server are killed under load', async () => {
  const report = await runKills({ kills: 3, seed: 1 });

  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ lost: 0, twoOutcomes: 0, final: report.accepted });
  expect(report.environmentKills).toBeGreaterThan(0);
  expect(report.accepted).toBeGreaterThan(100);
});
