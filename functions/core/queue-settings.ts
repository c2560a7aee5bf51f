import { type Duration, milliseconds, minute, second } from './duration.ts';

/** A queue, its dead-letter queue and its worker function. Read by the stack and by the functions. */
export interface QueueOptions {
  /** Of the worker function, at most 15 minutes; at least its longest job timeout + 10 s. @default '5m' */
  readonly timeout?: Duration;
  /** Of the worker function, in MB, 128 to 10,240. @default 512 */
  readonly memory?: number;
  /** Batches that run at once, 2 to 1,000. @default 10 */
  readonly concurrency?: number;
  /** Messages for one invocation at most, 1 to 10,000; over 10 needs a window of a second. @default 10 */
  readonly batch?: number;
  /** How long a batch may wait to fill, up to 5 minutes. On AWS a quiet queue then waits up to 20 s. @default '0s' */
  readonly window?: Duration;
}

export interface QueueSettings {
  readonly name: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** MB. */
  readonly memory: number;
  readonly concurrency: number;
  readonly batch: number;
  /** Milliseconds. */
  readonly window: number;
}

/**
 * Where Errand's own job types run, whose names begin with `errand-`. Every program has it beside its own
 * queues. A batch is one job, since each may take the function's whole time.
 */
export const systemQueue: QueueSettings = settings('errand', {
  timeout: '15m',
  memory: 512,
  concurrency: 5,
  batch: 1,
});

/**
 * Where the times of schedules are fired: apart from the jobs that take minutes, behind which they would come
 * late, and with a short timeout, so that what a crash left undone is done soon.
 */
export const scheduleQueue: QueueSettings = settings('errand-schedules', {
  timeout: '90s',
  memory: 512,
  concurrency: 10,
  batch: 10,
});

const systemQueues = [systemQueue, scheduleQueue];

/** By name. A user's queue cannot be one. */
export const queuesOfErrand: Readonly<Record<string, QueueSettings>> = Object.fromEntries(
  systemQueues.map((queue) => [queue.name, queue]),
);

export function isSystemQueue(name: string): boolean {
  return Object.hasOwn(queuesOfErrand, name);
}

/** Between the end of a function's time and the next delivery of what it held. */
const visibilityMargin = 30 * second;

/**
 * For how long a received message is hidden, in milliseconds. That begins with the first message of a batch,
 * which may wait for its whole window before the function starts. It is 20 minutes and 30 s at most: SQS
 * hides for 12 hours.
 */
export function visibilityOf({
  timeout,
  window,
}: Pick<QueueSettings, 'timeout' | 'window'>): number {
  return window + timeout + visibilityMargin;
}

export function defineQueues<const Name extends string>(
  options: Readonly<Record<Name, QueueOptions>>,
): Readonly<Record<Name, QueueSettings>> {
  const entries = Object.entries<QueueOptions>(options).map(([name, option]) => {
    if (isSystemQueue(name)) {
      throw new RangeError(
        `The queue '${name}' is there for Errand's own job types: give yours another name`,
      );
    }
    return [name, settings(name, option)];
  });
  return Object.fromEntries(entries);
}

function settings(name: string, options: QueueOptions): QueueSettings {
  // The name becomes a part of resource names, metric dimensions and paths.
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    throw new RangeError(
      `Expected a queue's name to be 1 to 40 of a-z, 0-9 and '-', beginning with a letter, got '${name}'`,
    );
  }
  return {
    name,
    timeout: options.timeout === undefined ? 5 * minute : milliseconds(options.timeout),
    memory: options.memory ?? 512,
    concurrency: options.concurrency ?? 10,
    batch: options.batch ?? 10,
    window: options.window === undefined ? 0 : milliseconds(options.window),
  };
}
