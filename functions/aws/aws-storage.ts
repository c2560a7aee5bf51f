import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Ports } from '../core/ports.ts';
import type { AwsSettings, Environment } from './aws-settings.ts';
import { callerIn } from './caller.ts';
import { dynamoStore } from './dynamo-store.ts';
import { limitCalls } from './limit-calls.ts';
import { sqsQueue } from './sqs-queue.ts';
import type { SqsQueues } from './sqs-queues.ts';
import { systemClock } from './system-clock.ts';

interface Surroundings extends Pick<SqsQueues, 'oldestAges'> {
  readonly environment: Environment;
}

/**
 * A repeated call may meet what the first one wrote, whose answer was lost: the protocol is made for that.
 * Without `throwOnRequestTimeout` the SDK only warns of a request that takes too long.
 */
const patience = {
  maxAttempts: 3,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
} as const;

/** Table and queues, with the credentials and the region that the SDK finds. */
export function awsStorage(
  { tableName, queues, shards }: Pick<AwsSettings, 'tableName' | 'queues' | 'shards'>,
  { environment, ...counted }: Surroundings,
): Pick<Ports, 'store' | 'queue' | 'clock' | 'random'> {
  const common = { ...patience, customUserAgent: [callerIn(environment)] };
  const client = new DynamoDBClient(common);
  // The same handler, hence the same connections.
  const { requestHandler } = client.config;
  const once = new DynamoDBClient({ ...common, maxAttempts: 1, requestHandler });
  limitCalls([client, once]);
  const clock = systemClock;
  const random = Math.random;
  return {
    store: dynamoStore({
      name: tableName,
      shards,
      client,
      once,
      clock,
      random,
    }),
    queue: sqsQueue({
      // A queue's URL only names the queue: where calls go is said by region and AWS_ENDPOINT_URL.
      client: new SQSClient({ ...common, useQueueUrlAsEndpoint: false }),
      urls: queues,
      clock,
      random,
      ...counted,
    }),
    clock,
    random,
  };
}
