import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { costsOf, totalOf } from '../../bench/cost/cost-of.ts';
import { peerTable, priceTable } from '../../bench/cost/cost-tables.ts';
import { pricesAsOf, region } from '../../bench/cost/prices.ts';
import type { Units } from '../../bench/cost/units.ts';

const page = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');

function part(name: string): string | undefined {
  return page.split(new RegExp(`<!-- /?${name} -->`))[1]?.trim();
}

it('docs/cost.md has the prices as they are in the code', () => {
  expect(part('prices')).toBe(priceTable());
  expect(page).toContain(`${region}, list prices, put down on ${pricesAsOf}`);
});

it('docs/cost.md adds up what a job is made of as the code does', () => {
  const million = 1_000_000;
  const units: Units = {
    gateway: million,
    apiRequests: million,
    apiTime: 0,
    workerRequests: 0.1 * million,
    workerTime: 0,
    schedulerRequests: 0,
    schedulerTime: 0,
    sends: million,
    receives: 0.2 * million,
    recordWrites: 3 * million,
    indexWrites: million,
    statsWrites: 0.1 * million,
    otherWrites: 0,
    reads: 0,
    logs: (26 * million) / 1e9,
  };

  const together = totalOf(costsOf(units, 'rest')).toFixed(2);

  expect(page).toContain(`| together, without the time of the functions | | ${together} |`);
});

it('docs/cost.md has what the others cost by these prices', () => {
  expect(part('peers')).toBe(peerTable([]));
});

it('the README says what a million jobs cost, as the benchmark printed it', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const [, total = ''] =
    /^\| \*\*total\*\* \| \*\*([\d.]+)\*\*/m.exec(read('bench/results.md')) ?? [];

  expect(read('README.md')).toContain(`[about $${Math.round(Number(total))}](docs/cost.md)`);
});
