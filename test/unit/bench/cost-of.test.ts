import { expect, it } from 'vitest';
import { costsOf, totalOf } from '../../../bench/cost/cost-of.ts';
import { peers, perMillion } from '../../../bench/cost/peers.ts';
import { awsPrices, otherPrices, pricesAsOf } from '../../../bench/cost/prices.ts';
import type { Units } from '../../../bench/cost/units.ts';

const none: Units = {
  gateway: 0,
  apiRequests: 0,
  apiTime: 0,
  workerRequests: 0,
  workerTime: 0,
  schedulerRequests: 0,
  schedulerTime: 0,
  sends: 0,
  receives: 0,
  recordWrites: 0,
  indexWrites: 0,
  statsWrites: 0,
  otherWrites: 0,
  reads: 0,
  logs: 0,
};

it.each(Object.keys(none))('has a price for %s', (unit) => {
  const costs = costsOf({ ...none, [unit]: 1_000_000 }, 'rest');

  expect(totalOf(costs)).toBeGreaterThan(0);
});

it('costs nothing if nothing is used', () => {
  expect(totalOf(costsOf(none, 'rest'))).toBe(0);
});

it('multiplies units by their prices', () => {
  const units = { ...none, gateway: 1_000_000, recordWrites: 3_000_000, sends: 500_000 };

  expect(totalOf(costsOf(units, 'rest'))).toBeCloseTo(3.5 + 3 * 0.625 + 0.2);
  expect(totalOf(costsOf(units, 'http'))).toBeCloseTo(1 + 3 * 0.625 + 0.2);
});

it('comes to what the others say of themselves', () => {
  const dollars = Object.fromEntries(peers.map((peer) => [peer.name, perMillion(peer)]));

  expect(dollars).toMatchObject({ QStash: 10, 'Trigger.dev': 25, 'Google Cloud Tasks': 0.8 });
});

it('names the source of each price, and the day they were looked at', () => {
  for (const { source } of Object.values({ ...awsPrices, ...otherPrices })) {
    expect(source).toMatch(/^https:\/\//);
  }
  expect(pricesAsOf).toMatch(/^\d{4}-\d\d-\d\d$/);
});
