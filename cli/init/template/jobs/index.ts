import { registerJobs } from 'errand';
import { greet } from './greet.ts';
import { queues } from './queues.ts';

/** Every job type that can be enqueued. A new one is one more name in this list. */
export const jobs = registerJobs(queues, [greet]);
