import type { BudgetWorld } from '../budget/budget-world.ts';
import type { AwsCall } from '../budget/counted-clients.ts';
import { callSize, type ReceivedBatch } from '../budget/event-source.ts';
import type { FunctionFolder, Invocation } from '../budget/invocations.ts';
import { waitingTime } from './waiting-time.ts';

/** What is billed, of some number of jobs together. */
export type Units = Readonly<Record<UnitName, number>>;

export type UnitName =
  | 'gateway'
  | 'apiRequests'
  | 'apiTime'
  | 'workerRequests'
  | 'workerTime'
  | 'schedulerRequests'
  | 'schedulerTime'
  | 'sends'
  | 'receives'
  | 'recordWrites'
  | 'indexWrites'
  | 'statsWrites'
  | 'otherWrites'
  | 'reads'
  | 'logs';

/** One request of SQS is up to 64 KB. */
const requestBytes = 65_536;
/** A function of so many MB has a whole processor, and one with less its share of each 20 ms. */
const wholeProcessor = 1_769;

/** What a world has used since it began to count. Throws if a call was refused or repeated. */
export function unitsOf(
  world: BudgetWorld,
  memory: Readonly<Record<FunctionFolder, number>>,
): Units {
  const { calls, batches, meter } = world;
  const faults = calls.filter(({ smooth }) => !smooth);
  if (faults.length > 0) {
    throw new Error(
      `${faults.length} calls were refused or repeated, such as ${faults[0]?.command}`,
    );
  }
  const functions = (folder: FunctionFolder) => {
    const invocations = meter.invocations.filter((invocation) => invocation.folder === folder);
    const processorMs = meter.processorMs(folder) / Math.max(1, invocations.length);
    return {
      requests: invocations.length,
      time: billedTime(invocations, { processorMs, memory: memory[folder] }),
    };
  };
  const [api, worker, scheduler] = [functions('api'), functions('worker'), functions('scheduler')];
  return {
    gateway: api.requests,
    apiRequests: api.requests,
    apiTime: api.time,
    workerRequests: worker.requests,
    workerTime: worker.time,
    schedulerRequests: scheduler.requests,
    schedulerTime: scheduler.time,
    sends: sum(calls.filter(isSend).map(({ messageBytes }) => requestsFor(messageBytes))),
    // The event source's, and what else the functions ask of the queue.
    receives:
      sum(batches.map(receivesOf)) +
      calls.filter((call) => /Message/.test(call.command) && !isSend(call)).length,
    ...tableUnits(calls),
    logs: meter.logBytes / 1e9,
  };
}

export function plus(a: Units, b: Units): Units {
  return mapped(a, (units, name) => units + b[name]);
}

export function scaled(units: Units, factor: number): Units {
  return mapped(units, (each) => each * factor);
}

function mapped(units: Units, to: (units: number, name: UnitName) => number): Units {
  const names = Object.keys(units) as UnitName[];
  // The names of `units`, which `fromEntries` does not keep.
  return Object.fromEntries(names.map((name) => [name, to(units[name], name)])) as Units;
}

/** GB-seconds of all functions together. */
export function timeOf({ apiTime, workerTime, schedulerTime }: Units): number {
  return apiTime + workerTime + schedulerTime;
}

/** GB-seconds: Lambda bills each begun millisecond. */
function billedTime(
  invocations: readonly Invocation[],
  { processorMs, memory }: { readonly processorMs: number; readonly memory: number },
): number {
  const leastTime = processorMs * Math.max(1, wholeProcessor / memory);
  const billed = invocations.map(({ waits }) =>
    // Until its share is used up it runs at full speed, so what it waits gives it time to save.
    Math.ceil(Math.max(waitingTime(waits) + processorMs, leastTime)),
  );
  return (sum(billed) / 1_000) * (memory / 1_024);
}

function tableUnits(calls: readonly AwsCall[]) {
  const writes = calls.filter(({ command }) => /^(Put|Update|Delete|TransactWrite)/.test(command));
  const reads = calls.filter(({ command }) => /^(Get|BatchGet|Query|Scan)/.test(command));
  const ofTable = (form: RegExp) =>
    sum(writes.filter(({ item }) => form.test(item)).map(({ tableUnits }) => tableUnits));
  const recordWrites = ofTable(/^JOB#\S+ RECORD$/);
  const statsWrites = ofTable(/^STATS#/);
  return {
    recordWrites,
    statsWrites,
    indexWrites: sum(writes.map(({ indexUnits }) => indexUnits)),
    otherWrites: ofTable(/^/) - recordWrites - statsWrites,
    reads: sum(reads.map(({ tableUnits, indexUnits }) => tableUnits + indexUnits)),
  };
}

function isSend({ command }: AwsCall): boolean {
  return command.startsWith('SendMessage');
}

/** Ten messages are received and deleted at once. */
function receivesOf({ messages, messageBytes }: ReceivedBatch): number {
  const calls = Math.ceil(messages / callSize);
  return Math.max(calls, requestsFor(messageBytes)) + calls;
}

function requestsFor(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / requestBytes));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
