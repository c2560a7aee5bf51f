import { registerJobs } from '../core/job-registry.ts';
import { demo } from './demo.ts';
import { queues } from './queues.ts';
import { resizeImage } from './resize-image.ts';
import { summariseCsv } from './summarise-csv.ts';

/** Every job type that can be enqueued. A new one is one more name in this list. */
export const jobs = registerJobs(queues, [demo, resizeImage, summariseCsv]);
