import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { leanOf, planHistory } from './plan-history.ts';
import { edited } from './plant.ts';
import { plantedFaults } from './planted-faults.ts';
import { runSeeds } from './run-seeds.ts';
import { simulate } from './simulation.ts';

describe('the simulation', () => {
  it('finds no broken invariant in the protocol', async () => {
    const broken = await runSeeds({ from: 1, count: 300 });

    expect(broken).toEqual([]);
  }, 120_000);

  it('runs the same history for the same seed, to the last write', async () => {
    const first = await simulate(planHistory(7));
    const second = await simulate(planHistory(7));

    expect(second.trace).toEqual(first.trace);
    expect(first.trace.length).toBeGreaterThan(50);
  });

  it('gives each way of leaning its turn', () => {
    const leans = new Set(Array.from({ length: 10 }, (_, seed) => leanOf(seed)));

    expect([...leans].sort()).toEqual([
      'broad',
      'by hand',
      'late',
      'moved',
      'pressed',
      'same key',
      'twins',
    ]);
  });

  it('plants only faults that fit the source as it is', async () => {
    const core = new URL('../../functions/core/', import.meta.url);

    for (const fault of plantedFaults) {
      const source = await readFile(new URL(fault.file, core), 'utf8');
      expect(edited(fault, source), fault.name).not.toBe(source);
    }
  });

  it('refuses a fault whose text is no longer there', () => {
    const fault = { name: 'an old one', file: 'claim.ts', edits: [['gone', '']] } as const;

    expect(() => edited(fault, 'const here = 1;')).toThrow(
      "The fault 'an old one' expects this once in claim.ts, found it 0 times: gone",
    );
  });
});
