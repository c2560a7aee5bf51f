import type { Operation } from './api-event.ts';
import { queueView } from './queue-view.ts';

/** Depths are what the queue service says: on AWS they are approximate and lag by up to a minute. */
export const listQueues: Operation = async (_event, { queue, pauses }) => {
  const [depths, paused] = await Promise.all([queue.depths(), pauses.paused()]);
  const queues = depths.map((depth) => queueView(depth, paused.has(depth.queue)));
  return { status: 200, body: JSON.stringify({ queues }) };
};
