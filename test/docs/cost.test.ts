import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { peerTable, priceTable } from '../../bench/cost/cost-tables.ts';
import { pricesAsOf, region } from '../../bench/cost/prices.ts';

const page = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');

function part(name: string): string | undefined {
  return page.split(new RegExp(`<!-- /?${name} -->`))[1]?.trim();
}

it('docs/cost.md has the prices as they are in the code', () => {
  expect(part('prices')).toBe(priceTable());
  expect(page).toContain(`${region}, list prices, put down on ${pricesAsOf}`);
});

it('docs/cost.md has what the others cost by these prices', () => {
  expect(part('peers')).toBe(peerTable([]));
});
