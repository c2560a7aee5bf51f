import { SQSClient } from '@aws-sdk/client-sqs';
import type { Queue } from '../core/queue.ts';
import type { Environment } from './aws-settings.ts';
import { clientSettings } from './client-settings.ts';
import { cloudWatchAges } from './cloud-watch-ages.ts';
import { sqsQueue } from './sqs-queue.ts';
import type { SqsQueues } from './sqs-queues.ts';

/** The queues, with a client of their own. */
export function awsQueue(
  queues: Pick<SqsQueues, 'urls' | 'clock' | 'random'>,
  environment: Environment,
): Queue {
  return sqsQueue({
    ...queues,
    // A queue's URL only names the queue: where calls go is said by region and AWS_ENDPOINT_URL.
    client: new SQSClient({ ...clientSettings(environment), useQueueUrlAsEndpoint: false }),
    oldestAges: cloudWatchAges(queues.clock.now),
  });
}
