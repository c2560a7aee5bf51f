import type { QueueDepth } from '../core/queue.ts';
import type { Operation } from './api-event.ts';

/** Depths are what the queue service says: on AWS they are approximate and lag by up to a minute. */
export const listQueues: Operation = async (_event, { queue }) => ({
  status: 200,
  body: JSON.stringify({ queues: (await queue.depths()).map(queueView) }),
});

function queueView({ queue, waiting, delayed, inFlight, deadLetters, oldestSeconds }: QueueDepth) {
  return { name: queue, waiting, delayed, inFlight, deadLetters, oldestSeconds };
}
