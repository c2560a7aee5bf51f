import { type Cost, costsOf, totalOf } from './cost-of.ts';
import { awsPrices, dollarsFor } from './prices.ts';
import { scaled, type Units } from './units.ts';

const minutesOfMonth = 730 * 60;
/** So many ask an empty queue, each three times a minute: a receive waits for 20 s. */
const pollers = 5;

/**
 * What a stack costs a month in which no job comes. An event source with a limit of concurrency keeps all its
 * pollers, and each queue has one for its messages and one for its dead letters.
 */
export function restingBill(idleMinute: Units, queues: number): readonly Cost[] {
  const polls = 2 * queues * pollers * 3 * minutesOfMonth;
  return [
    { of: 'scheduler', dollars: totalOf(costsOf(scaled(idleMinute, minutesOfMonth), 'rest')) },
    { of: 'event sources', dollars: dollarsFor(awsPrices.queueRequest, polls) },
  ];
}
