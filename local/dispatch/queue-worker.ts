import type { Log } from '../../functions/core/log.ts';
import type { QueueSettings } from '../../functions/core/queue-settings.ts';
import type { LocalClock } from '../clock/local-clock.ts';
import { startEnvironment } from '../environments/environment.ts';
import { EnvironmentPool } from '../environments/environment-pool.ts';
import type { LocalLogs, LocalPauses, LocalQueue, LocalStore, SentLine } from '../local-ports.ts';
import { Dispatcher } from './dispatcher.ts';

export interface WorkerPorts {
  readonly store: LocalStore;
  readonly queue: LocalQueue;
  readonly pauses: LocalPauses;
  readonly logs: LocalLogs;
  readonly clock: LocalClock;
  readonly log: Log;
}

export interface WorkerOptions {
  /** The module that an environment runs. Asked at each start. */
  readonly bundle: () => string;
  readonly virtualClock: boolean;
  readonly colours: boolean;
  passOn(text: Uint8Array): void;
}

/** The messages of one queue and the environments that work them off. */
export interface QueueWorker {
  readonly dispatcher: Dispatcher;
  readonly pool: EnvironmentPool;
}

/** Part of a function's memory that V8 may use for old objects, as Lambda sets it. */
const heapShare = 0.9;
/** MB beyond a function's memory: this Node is not Lambda's, and has a thread more. */
const residentMargin = 128;

export function queueWorker(
  ports: WorkerPorts,
  settings: QueueSettings,
  options: WorkerOptions,
): QueueWorker {
  const { name, memory, timeout, concurrency } = settings;
  const argument = {
    function: { name: `errand-worker-${name}`, memory, timeout },
    queue: name,
    server: process.pid,
    heapLimit: Math.floor(memory * heapShare),
    residentLimit: memory + residentMargin,
    virtualClock: options.virtualClock,
    colours: options.colours,
    dueShards: ports.store.dueShards,
  };
  const pool = new EnvironmentPool({
    name,
    limit: concurrency,
    log: ports.log,
    start: () => {
      const { bundle, passOn } = options;
      return startEnvironment({
        bundle: bundle(),
        argument,
        ports,
        passOn,
        keepLines: (lines) => keepLines(ports, lines),
      });
    },
    onFree: () => dispatcher.wake(),
  });
  const source = { queue: name, deadLetters: false };
  const dispatcher = new Dispatcher({
    ...ports,
    source,
    settings,
    capacity: pool,
    isPaused: () => ports.pauses.isPaused(name),
  });
  return { dispatcher, pool };
}

/** They are in the log of the server as well, so whoever misses them finds them there. */
function keepLines({ logs, log }: WorkerPorts, lines: readonly SentLine[]): void {
  logs.append(lines).catch((error: unknown) => {
    log.warn(`${lines.length} lines of jobs could not be kept`, { error: String(error) });
  });
}
