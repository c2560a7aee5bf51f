import { awsPrices, dollarsFor, otherPrices, type Price } from './prices.ts';

export interface Peer {
  readonly name: string;
  /** What one job takes at least: enqueued alone, run once, with a small payload. */
  readonly takes: readonly (readonly [units: number, price: Price])[];
  /** How the units come about. */
  readonly because: string;
  /** What is paid besides. */
  readonly besides: string;
}

const million = 1_000_000;

export const peers: readonly Peer[] = [
  {
    name: 'SQS alone, in tens',
    takes: [[0.3, awsPrices.queueRequest]],
    because: 'a send, a receive and a delete for ten messages',
    besides: 'the function; no status, no list, no result',
  },
  {
    name: 'SQS alone, sent one by one',
    takes: [[1.2, awsPrices.queueRequest]],
    because: 'a send for each message, a receive and a delete for ten',
    besides: 'the function; no status, no list, no result',
  },
  {
    name: 'Google Cloud Tasks',
    takes: [[2, otherPrices.cloudTasksOperation]],
    because: 'one operation to create it, one to deliver it',
    besides: 'the target; no status once it is over',
  },
  {
    name: 'Step Functions, express',
    takes: [
      [1, otherPrices.expressRequest],
      [0.1 * (64 / 1_024), otherPrices.expressTime],
    ],
    because: 'one execution of 100 ms in 64 MB',
    besides: 'the function, and logs, in which alone its history is; 5 minutes at most',
  },
  {
    name: 'QStash',
    takes: [[1, otherPrices.qstashMessage]],
    because: 'one message, which is delivered at the first attempt',
    besides: 'the target',
  },
  {
    name: 'Lambda durable functions',
    takes: [[2, otherPrices.durableOperation]],
    because: 'the execution and one step, at least',
    besides: 'the function, and data written and kept',
  },
  {
    name: 'Trigger.dev',
    takes: [[1, otherPrices.triggerRun]],
    because: 'one run',
    besides: 'the seconds of its machine',
  },
  {
    name: 'Step Functions, standard',
    takes: [[2, otherPrices.standardTransition]],
    because: 'into its one task and out of it, at least',
    besides: 'the function',
  },
  {
    name: 'Inngest',
    takes: [[1, otherPrices.inngestExecution]],
    because: 'one run without steps; each step is one more',
    besides: 'the function, and the plan',
  },
  {
    name: 'Temporal Cloud',
    takes: [[2, otherPrices.temporalAction]],
    because: 'a workflow started and one activity',
    besides: 'the workers, the storage, and the plan',
  },
];

/** In dollars. */
export function perMillion({ takes }: Peer): number {
  return takes.reduce((sum, [units, price]) => sum + dollarsFor(price, units * million), 0);
}
