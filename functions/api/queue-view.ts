import type { QueueDepth } from '../core/queue.ts';

/** A queue as the API shows it. */
export function queueView(depth: QueueDepth, paused: boolean): object {
  const { queue, waiting, delayed, inFlight, deadLetters, oldestSeconds } = depth;
  return { name: queue, paused, waiting, delayed, inFlight, deadLetters, oldestSeconds };
}
