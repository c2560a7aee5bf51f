import { type Cost, costsOf, totalOf } from './cost-of.ts';
import type { Flow } from './flows.ts';
import type { FlowUse } from './measure-flow.ts';
import { awsPrices, dollarsFor } from './prices.ts';
import { scaled, timeOf, type Units } from './units.ts';

/** Of a million jobs, in dollars. */
export interface FlowBill {
  readonly flow: string;
  /** Of one job. */
  readonly units: Units;
  readonly costs: readonly Cost[];
  readonly total: number;
  /** The part of it that is the time of the functions, which alone depends on the machine. */
  readonly time: number;
  readonly target?: number;
  readonly met?: boolean;
  /** What is not in the total, for it depends on how long jobs are kept, and on who asks. */
  readonly besides: readonly Cost[];
}

const million = 1_000_000;

export function billOf({ name, gateway, target }: Flow, use: FlowUse): FlowBill {
  const costs = costsOf(scaled(use.units, million), gateway);
  const total = totalOf(costs);
  const storedGb = (use.storedBytes * million) / 2 ** 30;
  const sentGb = (use.answeredBytes * million) / 2 ** 30;
  return {
    flow: name,
    units: use.units,
    costs,
    total,
    time: dollarsFor(awsPrices.functionTime, timeOf(use.units) * million),
    ...(target !== undefined && { target, met: total <= target }),
    besides: [
      { of: 'kept for a month', dollars: dollarsFor(awsPrices.storage, storedGb) },
      { of: 'its backup', dollars: dollarsFor(awsPrices.backup, storedGb) },
      { of: 'answers sent to the internet', dollars: dollarsFor(awsPrices.transferOut, sentGb) },
    ],
  };
}
