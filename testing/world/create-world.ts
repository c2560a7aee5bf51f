import { defaultRetention } from '../../functions/core/job-record.ts';
import type { Ports } from '../../functions/core/ports.ts';
import type { Delivery } from '../../functions/core/queue.ts';
import { queuesOfErrand, visibilityOf } from '../../functions/core/queue-settings.ts';
import { collectedLog, type LogLine } from './collected-log.ts';
import { MemoryPauses } from './memory-pauses.ts';
import { MemoryQueue } from './memory-queue.ts';
import { MemoryStore } from './memory-store.ts';
import { seededRandom } from './seeded-random.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface WorldOptions {
  /** Same seed, same world. @default 1 */
  readonly seed?: number;
  /**
   * By name, with the timeout of the worker function in milliseconds; Errand's own is there in any case.
   * @default { default: 5 minutes }
   */
  readonly queues?: Readonly<Record<string, { readonly timeout: number }>>;
  /** @default 100 */
  readonly receiveLimit?: number;
  /** What the clock shows, in milliseconds since 1970. @default the beginning of 2030 */
  readonly start?: number;
}

export interface World {
  readonly ports: Ports;
  readonly clock: VirtualClock;
  readonly store: MemoryStore;
  readonly queue: MemoryQueue;
  readonly pauses: MemoryPauses;
  readonly log: readonly LogLine[];
  /**
   * Receives what can be delivered now, at most 10, and nothing of a paused queue; with `deadLetters` from
   * the dead-letter queue.
   */
  deliver(queue: string, options?: { deadLetters?: boolean; max?: number }): readonly Delivery[];
  /** What the platform does with the messages a function has finished, dead letters as well. */
  remove(queue: string, receipts: readonly string[]): void;
}

/**
 * Everything the protocol knows of, in memory and on a clock that moves only by `advance`.
 *
 *     const world = createWorld({ queues: { default: { timeout: 300_000 } } });
 *     await enqueueJobs(world.ports, origin, [job]);
 *     const [delivery] = world.deliver('default');
 *     await world.clock.advance(5_000);
 *     expect(world.store.all()).toEqual([…]);
 *
 * Every process of a test can have ports of its own: `intercept(world.ports, hooks)` puts hooks around
 * each call (to delay, refuse or lose the answer), `crashing(world.ports, { at, moment })` ends the
 * process at a call. To try all crash points, run once with `crashing(world.ports)` and count `calls`.
 */
export function createWorld(options: WorldOptions = {}): World {
  const clock = new VirtualClock(options.start ?? Date.UTC(2030, 0, 1));
  const store = new MemoryStore();
  const queues = {
    ...(options.queues ?? { default: { timeout: 300_000 } }),
    ...queuesOfErrand,
  };
  const queue = new MemoryQueue(clock, {
    visibility: visibilities(queues),
    ...(options.receiveLimit !== undefined && { receiveLimit: options.receiveLimit }),
  });
  const pauses = new MemoryPauses(Object.keys(queues));
  const lines: LogLine[] = [];
  return {
    ports: {
      store,
      queue,
      clock,
      log: collectedLog(lines),
      retention: defaultRetention,
      random: seededRandom(options.seed ?? 1),
    },
    clock,
    store,
    queue,
    pauses,
    log: lines,
    deliver: (name, { deadLetters = false, max = 10 } = {}) =>
      pauses.isPaused(name) && !deadLetters ? [] : queue.receive({ queue: name, deadLetters }, max),
    remove: (_queue, receipts) => queue.remove(receipts),
  };
}

function visibilities(queues: NonNullable<WorldOptions['queues']>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(queues).map(([name, { timeout }]) => [
      name,
      visibilityOf({ timeout, window: 0 }),
    ]),
  );
}
