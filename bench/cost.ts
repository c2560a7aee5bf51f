import { jobs } from '../functions/jobs/index.ts';
import { queues } from '../functions/jobs/queues.ts';
import { stackDefaults } from '../infra/stack-defaults.ts';
import { startMinistack } from '../scripts/targets/start-ministack.ts';
import { flowTables, peerTable, restingTable } from './cost/cost-tables.ts';
import { billOf, type FlowBill } from './cost/flow-bill.ts';
import { flows } from './cost/flows.ts';
import { measureFlow, measureIdleMinute } from './cost/measure-flow.ts';
import { peers, perMillion } from './cost/peers.ts';
import { awsPrices, otherPrices, pricesAsOf, region } from './cost/prices.ts';
import { restingBill } from './cost/resting-bill.ts';
import { latencies } from './cost/waiting-time.ts';
import { benchOptions } from './support/bench-options.ts';
import { thisMachine } from './support/machine.ts';
import { printHeading } from './support/print-report.ts';

// What a million jobs cost on AWS: all that the functions use of it, counted on an emulator, times its prices.
const { json, numbers } = benchOptions({ jobs: 100, rounds: 3 });
if (numbers.jobs % 100 !== 0) throw new RangeError('Expected --jobs to be a multiple of 100');
const { apiMemory, functionMemory } = stackDefaults;
const memory = { api: apiMemory, worker: queues.demo.memory, scheduler: functionMemory };
const settings = {
  ...numbers,
  'a call of DynamoDB, ms': latencies.dynamo,
  'a call of SQS, ms': latencies.queue,
  prices: `${region}, ${pricesAsOf}`,
};

const machine = thisMachine();
const ministack = await startMinistack();
Object.assign(process.env, ministack.environment);
try {
  const bills: FlowBill[] = [];
  const measure = { ...numbers, memory };
  // Else the first flow would be the one that pays for compiling the functions.
  const [first] = flows;
  if (first !== undefined) await measureFlow(first, measure);
  for (const flow of flows) {
    bills.push(billOf(flow, await measureFlow(flow, measure)));
  }
  const resting = restingBill(await measureIdleMinute(memory), Object.keys(jobs.queues).length);
  if (json) {
    const others = peers.map((peer) => ({ ...peer, dollars: perMillion(peer) }));
    const prices = { region, asOf: pricesAsOf, aws: awsPrices, others: otherPrices };
    const report = { machine, settings, flows: bills, resting, others, prices };
    console.log(JSON.stringify(report, undefined, 2));
  } else {
    printHeading(machine, settings);
    console.log([flowTables(bills), restingTable(resting), peerTable(bills)].join('\n\n'));
  }
} finally {
  await ministack.stop();
}
