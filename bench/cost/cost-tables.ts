import { tableText } from '../support/table.ts';
import type { Cost } from './cost-of.ts';
import type { FlowBill } from './flow-bill.ts';
import { peers, perMillion } from './peers.ts';
import { awsPrices, otherPrices } from './prices.ts';
import type { UnitName } from './units.ts';

/** What each flow costs, line by line, and what it is made of. */
export function flowTables(bills: readonly FlowBill[]): string {
  const [first] = bills;
  if (first === undefined) return '';
  const names = ['dollars for a million jobs', ...bills.map(({ flow }) => flow)];
  const costs = tableText(names, [
    ...first.costs.map(({ of }, place) => [of, ...bills.map(({ costs }) => dollars(costs[place]))]),
    ['**total**', ...bills.map(({ total }) => `**${total.toFixed(2)}**`)],
    ['of it: time of functions', ...bills.map(({ time }) => time.toFixed(3))],
    ['target', ...bills.map(({ target }) => (target === undefined ? '' : `≤ ${target}`))],
    ['met', ...bills.map(({ met }) => (met === undefined ? '' : met ? 'yes' : '**no**'))],
    ...first.besides.map(({ of }, place) => [
      `besides: ${of}`,
      ...bills.map(({ besides }) => dollars(besides[place])),
    ]),
  ]);
  const units = Object.keys(first.units) as UnitName[];
  const used = tableText(
    ['units of one job', ...bills.map(({ flow }) => flow)],
    units.map((unit) => [
      unitNames[unit],
      ...bills.map((bill) => shown(bill.units[unit] * (factors[unit] ?? 1))),
    ]),
  );
  return `${costs}\n\n${used}`;
}

/** Ours, those that have a target, among the others: the cheapest first. */
export function peerTable(bills: readonly Pick<FlowBill, 'flow' | 'total' | 'target'>[]): string {
  const ours = bills
    .filter(({ target }) => target !== undefined)
    .map(({ flow, total }) => ({ name: `**Errand: ${flow}**`, total, because: '', besides: '' }));
  const others = peers.map((peer) => ({ ...peer, total: perMillion(peer) }));
  const rows = [...ours, ...others].sort((a, b) => a.total - b.total);
  return tableText(
    ['a million jobs', 'dollars', 'made of', 'paid besides'],
    rows.map(({ name, total, because, besides }) => [name, total.toFixed(2), because, besides]),
    [2, 3],
  );
}

export function restingTable(costs: readonly Cost[]): string {
  return tableText(
    ['a month without a job', 'dollars'],
    costs.map((cost) => [cost.of, dollars(cost)]),
  );
}

export function priceTable(): string {
  return tableText(
    ['of', 'dollars', 'for', 'source'],
    Object.values({ ...awsPrices, ...otherPrices }).map(({ unit, dollars, per, source }) => [
      unit,
      plain(dollars),
      per.toLocaleString('en-GB'),
      `<${source}>`,
    ]),
    [3],
  );
}

const unitNames: Readonly<Record<UnitName, string>> = {
  gateway: 'requests to the gateway',
  apiRequests: 'API: invocations',
  apiTime: 'API: GB-ms',
  workerRequests: 'worker: invocations',
  workerTime: 'worker: GB-ms',
  schedulerRequests: 'scheduler: invocations',
  schedulerTime: 'scheduler: GB-ms',
  sends: 'requests to SQS that send',
  receives: 'requests to SQS that receive and delete',
  recordWrites: 'write units: record',
  indexWrites: 'write units: indexes',
  statsWrites: 'write units: statistics',
  otherWrites: 'write units: bodies and the rest',
  reads: 'read units',
  logs: 'bytes of logs',
};

/** Of what would be too small to read. */
const factors: Partial<Readonly<Record<UnitName, number>>> = {
  apiTime: 1_000,
  workerTime: 1_000,
  schedulerTime: 1_000,
  logs: 1e9,
};

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function dollars(cost: Cost | undefined): string {
  return cost === undefined ? '' : cost.dollars.toFixed(3);
}

/** Without an exponent. */
function plain(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 12 });
}
