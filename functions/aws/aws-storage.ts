import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Ports } from '../core/ports.ts';
import type { AwsSettings, Environment } from './aws-settings.ts';
import { clientSettings } from './client-settings.ts';
import { dynamoStore } from './dynamo-store.ts';
import { lazyQueue } from './lazy-queue.ts';
import { limitCalls } from './limit-calls.ts';
import { systemClock } from './system-clock.ts';

/** Table and queues. */
export function awsStorage(
  { tableName, queues, shards }: Pick<AwsSettings, 'tableName' | 'queues' | 'shards'>,
  environment: Environment,
): Pick<Ports, 'store' | 'queue' | 'clock' | 'random'> {
  const settings = clientSettings(environment);
  const client = new DynamoDBClient(settings);
  // The same handler, hence the same connections.
  const { requestHandler } = client.config;
  const once = new DynamoDBClient({ ...settings, maxAttempts: 1, requestHandler });
  limitCalls([client, once]);
  const clock = systemClock;
  const random = Math.random;
  return {
    store: dynamoStore({ name: tableName, shards, client, once, clock, random }),
    queue: lazyQueue(async () => {
      const { awsQueue } = await import('./aws-queue.ts');
      return awsQueue({ urls: queues, clock, random }, environment);
    }),
    clock,
    random,
  };
}
