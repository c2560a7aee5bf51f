import { defineQueues } from '../core/queue-settings.ts';

/**
 * The queues of this program. A job type names the one it runs on. Give slow, greedy or urgent job
 * types a queue of their own: a queue is also a priority.
 */
export const queues = defineQueues({
  default: {},
  // Short, so that an attempt that never ends by itself is over soon.
  demo: { timeout: '20s' },
});
