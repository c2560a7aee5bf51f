import { defineQueues } from 'errand';

/** A job type names the one it runs on. Give slow, greedy or urgent job types a queue of their own. */
export const queues = defineQueues({
  default: {},
});
