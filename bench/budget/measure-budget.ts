import { batchSize, budgetWorld } from './budget-world.ts';
import type { AwsCall } from './counted-clients.ts';

/** For one job. Writes are counted in units of DynamoDB, which bills 1 KB of an item as one. */
export interface Budget {
  readonly sends: number;
  readonly recordWrites: number;
  readonly indexWrites: number;
  readonly statsWrites: number;
  /** Receives and deletes by the event source, and what else the functions ask of the queue. */
  readonly queueCalls: number;
  /** Payloads and results that do not fit the record. */
  readonly bodyWrites: number;
  /** Calls of the table that read. */
  readonly reads: number;
  /** Calls that were refused or repeated: then the rest says nothing. */
  readonly faults: number;
}

/** Jobs that are enqueued one by one and run once, in full batches. `jobs` is a multiple of ten. */
export async function measureBudget(jobs: number, payload: object): Promise<Budget> {
  const world = await budgetWorld();
  try {
    for (let job = 0; job < jobs; job += 1) await world.post({ type: 'demo', payload });
    const batches = jobs / batchSize;
    for (let batch = 0; batch < batches; batch += 1) await world.workOffBatch();
    return budgetOf(world.calls, { jobs, batches });
  } finally {
    await world.close();
  }
}

function budgetOf(
  calls: readonly AwsCall[],
  { jobs, batches }: { jobs: number; batches: number },
): Budget {
  const sends = calls.filter(({ command }) => command.startsWith('SendMessage'));
  const queueCalls = calls.filter(({ command }) => /Message/.test(command)).length - sends.length;
  const writes = calls.filter(({ command }) => /^(Put|Update|Delete)Item/.test(command));
  const reads = calls.filter(({ command }) => /^(Get|BatchGet|Query|Scan)/.test(command));
  const unitsOf = (form: RegExp) =>
    sum(writes.filter(({ item }) => form.test(item)).map(({ tableUnits }) => tableUnits));
  return {
    sends: sends.length / jobs,
    recordWrites: unitsOf(/^JOB#\S+ RECORD$/) / jobs,
    indexWrites: sum(writes.map(({ indexUnits }) => indexUnits)) / jobs,
    statsWrites: unitsOf(/^STATS#/) / jobs,
    queueCalls: (2 * batches + queueCalls) / jobs,
    bodyWrites: unitsOf(/^JOB#\S+ (PAYLOAD|RESULT)#/) / jobs,
    reads: reads.length / jobs,
    faults: calls.filter(({ smooth }) => !smooth).length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
