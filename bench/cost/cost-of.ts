import { awsPrices, dollarsFor, type Price } from './prices.ts';
import type { UnitName, Units } from './units.ts';

/** One line of a bill. */
export interface Cost {
  readonly of: string;
  readonly dollars: number;
}

/** What the gateway is: its requests have different prices. */
export type Gateway = 'rest' | 'http';

interface Line {
  readonly name: string;
  readonly prices: Partial<Readonly<Record<UnitName, Price>>>;
}

const lines = (gateway: Gateway): readonly Line[] => {
  const { functionRequest, functionTime, writeUnit } = awsPrices;
  return [
    {
      name: 'gateway',
      prices: { gateway: gateway === 'rest' ? awsPrices.restRequest : awsPrices.httpRequest },
    },
    {
      name: 'API function',
      prices: { apiRequests: functionRequest, apiTime: functionTime },
    },
    { name: 'sends', prices: { sends: awsPrices.queueRequest } },
    { name: 'receives and deletes', prices: { receives: awsPrices.queueRequest } },
    { name: 'record', prices: { recordWrites: writeUnit } },
    { name: 'indexes', prices: { indexWrites: writeUnit } },
    { name: 'statistics', prices: { statsWrites: writeUnit } },
    { name: 'other writes', prices: { otherWrites: writeUnit } },
    { name: 'reads', prices: { reads: awsPrices.readUnit } },
    {
      name: 'worker function',
      prices: { workerRequests: functionRequest, workerTime: functionTime },
    },
    {
      name: 'scheduler',
      prices: { schedulerRequests: functionRequest, schedulerTime: functionTime },
    },
    { name: 'logs', prices: { logs: awsPrices.logs } },
  ];
};

/** What so many units cost, line by line. */
export function costsOf(units: Units, gateway: Gateway): readonly Cost[] {
  return lines(gateway).map(({ name, prices }) => ({
    of: name,
    dollars: Object.entries(prices).reduce(
      (sum, [unit, price]) => sum + dollarsFor(price, units[unit as UnitName]),
      0,
    ),
  }));
}

export function totalOf(costs: readonly Cost[]): number {
  return costs.reduce((sum, { dollars }) => sum + dollars, 0);
}
