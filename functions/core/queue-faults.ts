import { minute, second } from './duration.ts';
import type { JobRegistry } from './job-registry.ts';
import { isSystemQueue, type QueueSettings } from './queue-settings.ts';

/** What the rest of a batch needs after its longest job: to settle, and to give back what is left. */
const marginOfBatch = 10 * second;

/**
 * A sentence for each setting of a queue that AWS would refuse, or by which its jobs would not run. The same on one machine,
 * so that what runs there can be deployed.
 */
export function queueFaults(jobs: JobRegistry): readonly string[] {
  const queues = Object.values(jobs.queues);
  return [
    ...countFaults(queues.filter(({ name }) => !isSystemQueue(name)).length),
    ...queues.flatMap((queue) => settingFaults(queue)),
    ...queues.flatMap((queue) => timeoutFaults(queue, jobs)),
  ];
}

function countFaults(count: number): readonly string[] {
  return sentences([count < 1 && 'queues.ts defines no queue: add one, such as { default: {} }']);
}

function settingFaults({ name, memory, concurrency, batch, window }: QueueSettings) {
  return sentences([
    !isFunctionMemory(memory) &&
      `Queue '${name}' has memory ${memory}, but a function takes 128 to 10240 MB: set its memory in queues.ts to a whole number in between`,
    !isWholeBetween(concurrency, 2, 1_000) &&
      `Queue '${name}' has concurrency ${concurrency}, but SQS runs 2 to 1000 batches at once: set its concurrency in queues.ts to a whole number in between`,
    !isWholeBetween(batch, 1, 10_000) &&
      `Queue '${name}' has batch ${batch}, but a batch is 1 to 10000 messages: set its batch in queues.ts to a whole number in between`,
    batch > 10 &&
      window < second &&
      `Queue '${name}' has batch ${batch} and a window of ${secondsOf(window)}, but more than 10 messages need a window of 1 s or more: set its window in queues.ts to '1s', or its batch to 10`,
    window > 5 * minute &&
      `Queue '${name}' has a window of ${secondsOf(window)}, but a batch waits 300 s at most: set its window in queues.ts to '5m' or less`,
    batch * concurrency > 120_000 &&
      `Queue '${name}' has ${concurrency} batches of ${batch} at once, but SQS hands out 120000 messages at most: lower its concurrency or its batch in queues.ts`,
  ]);
}

function timeoutFaults({ name, timeout }: QueueSettings, { types }: JobRegistry) {
  const tooLong =
    timeout > 15 * minute &&
    `Queue '${name}' has a timeout of ${secondsOf(timeout)}, but a function runs 900 s at most: set its timeout in queues.ts to '15m' or less`;
  const tooShort = Object.values(types)
    .filter((type) => type.queue === name && type.timeout + marginOfBatch > timeout)
    .map(
      (type) =>
        `Queue '${name}' has a timeout of ${secondsOf(timeout)}, but job type '${type.name}' may run ${secondsOf(type.timeout)} and its outcome needs 10 s more: set the queue's timeout in queues.ts to '${secondsOf(type.timeout + marginOfBatch, '')}' or more, or shorten the job's`,
    );
  return [...sentences([tooLong]), ...tooShort];
}

/** In MB. */
export function isFunctionMemory(value: number): boolean {
  return isWholeBetween(value, 128, 10_240);
}

export function isWholeBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Those that are there: `condition && sentence` each. */
export function sentences(faults: readonly (string | false)[]): readonly string[] {
  return faults.filter((fault) => fault !== false);
}

function secondsOf(milliseconds: number, space = ' '): string {
  return `${milliseconds / second}${space}s`;
}
