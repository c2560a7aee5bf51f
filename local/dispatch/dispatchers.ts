import { type QueueSettings, queuesOfErrand } from '../../functions/core/queue-settings.ts';
import type { SqlitePauses } from '../sqlite/sqlite-pauses.ts';
import type { SqliteQueue } from '../sqlite/sqlite-queue.ts';
import { Dispatcher } from './dispatcher.ts';
import { inProcess, type SqsFunction } from './in-process.ts';
import {
  type QueueWorker,
  queueWorker,
  type WorkerOptions,
  type WorkerPorts,
} from './queue-worker.ts';

export interface DispatcherPorts extends WorkerPorts {
  readonly queue: SqliteQueue;
  readonly pauses: SqlitePauses;
}

export interface DispatcherOptions extends WorkerOptions {
  readonly queues: Readonly<Record<string, QueueSettings>>;
  readonly deadLetter: () => SqsFunction;
}

export interface Dispatchers {
  readonly all: readonly Dispatcher[];
  /** Resolves when each queue, but for Errand's own, has an environment that can take its first job. */
  start(): Promise<void>;
  /** From now on jobs run the newest bundle. */
  renew(): void;
  /** Takes no more messages, lets the jobs under way end for up to `ms`, then ends them. */
  stop(ms: number): Promise<void>;
  /** Ends every job at once. */
  kill(): Promise<void>;
}

const deadLetterSettings = {
  name: 'errand-dead-letter',
  batch: 10,
  window: 0,
  timeout: 60_000,
  memory: 256,
};

/** One dispatcher for each queue and one for its dead-letter queue. */
export function dispatchersOf(ports: DispatcherPorts, options: DispatcherOptions): Dispatchers {
  const workers = Object.values(options.queues).map((queue) => queueWorker(ports, queue, options));
  const burials = Object.keys(options.queues).map((queue) => burialOf(ports, options, queue));
  const all = [...workers.map(({ dispatcher }) => dispatcher), ...burials];
  const ends: (() => void)[] = [];
  const kill = async () => void (await Promise.all(workers.map(({ pool }) => pool.kill())));
  return {
    all,
    kill,
    async start() {
      ends.push(wakeByMessages(ports.queue, all), wakeByResumes(ports.pauses, all));
      for (const dispatcher of all) dispatcher.wake();
      // Nobody waits for the first of Errand's own jobs, and most servers never have one.
      const own = Object.keys(queuesOfErrand).map((queue) => ({ queue, deadLetters: false }));
      const usual = workers.filter(({ dispatcher }) => !own.some((one) => dispatcher.isOf(one)));
      await Promise.all(usual.map(({ pool }) => pool.warm()));
    },
    renew() {
      for (const { pool } of workers) pool.renew();
    },
    async stop(ms) {
      for (const end of ends) end();
      await stopWorkers(workers, all, ms);
      await kill();
    },
  };
}

function burialOf(
  ports: DispatcherPorts,
  { deadLetter }: DispatcherOptions,
  queue: string,
): Dispatcher {
  return new Dispatcher({
    ...ports,
    source: { queue, deadLetters: true },
    settings: deadLetterSettings,
    capacity: inProcess(deadLetterSettings, deadLetter),
    // A paused queue's dead letters are recorded all the same.
    isPaused: () => false,
  });
}

function wakeByMessages(queue: SqliteQueue, dispatchers: readonly Dispatcher[]): () => void {
  return queue.onVisible((source) => {
    for (const dispatcher of dispatchers) if (dispatcher.isOf(source)) dispatcher.wake();
  });
}

function wakeByResumes(pauses: SqlitePauses, dispatchers: readonly Dispatcher[]): () => void {
  return pauses.onResume((queue) => {
    const source = { queue, deadLetters: false };
    for (const dispatcher of dispatchers) if (dispatcher.isOf(source)) dispatcher.wake();
  });
}

async function stopWorkers(
  workers: readonly QueueWorker[],
  dispatchers: readonly Dispatcher[],
  ms: number,
): Promise<void> {
  const stopped = Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  for (const { pool } of workers) pool.shutDown();
  const late = setTimeout(() => {
    for (const { pool } of workers) void pool.kill();
  }, ms);
  await stopped;
  clearTimeout(late);
}
