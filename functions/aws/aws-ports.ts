import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Ports } from '../core/ports.ts';
import type { Source } from '../core/queue.ts';
import { type AwsSettings, awsSettings, type Environment } from './aws-settings.ts';
import { cloudWatchAges } from './cloud-watch-ages.ts';
import { dynamoStore } from './dynamo-store.ts';
import { limitCalls } from './limit-calls.ts';
import { powertoolsLog } from './powertools-log.ts';
import { sourceOf } from './source-of.ts';
import { sqsQueue } from './sqs-queue.ts';
import { systemClock } from './system-clock.ts';

export interface AwsPorts
  extends Ports,
    Pick<AwsSettings, 'retention' | 'longestWaitMs' | 'queueName'> {
  /** The queue, or the queue of the dead-letter queue, with this ARN. */
  sourceOf(arn: string): Source;
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

/**
 * Says of every call which function made it, in CloudTrail and to whoever stands in between. Not by the
 * variable AWS_SDK_UA_APP_ID: Powertools adds to it, and the SDK warns when it gets longer than 50.
 */
function userAgentOf({ AWS_LAMBDA_FUNCTION_NAME: name }: Environment): {
  customUserAgent?: [string, string][];
} {
  return name === undefined ? {} : { customUserAgent: [['errand', name]] };
}

/** For an environment's whole life: reads its variables, and throws if one is missing or wrong. */
export function awsPorts(environment: Environment): AwsPorts {
  const { tableName, queues, shards, ...settings } = awsSettings(environment);
  const common = { ...patience, ...userAgentOf(environment) };
  const client = new DynamoDBClient(common);
  // The same handler, hence the same connections.
  const { requestHandler } = client.config;
  const once = new DynamoDBClient({ ...common, maxAttempts: 1, requestHandler });
  limitCalls([client, once]);
  const clock = systemClock;
  const random = Math.random;
  return {
    ...settings,
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
      oldestAges: cloudWatchAges(clock.now),
    }),
    clock,
    random,
    log: powertoolsLog(),
    sourceOf: sourceOf(queues),
  };
}
