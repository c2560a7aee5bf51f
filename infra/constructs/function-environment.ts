import { Stack } from 'aws-cdk-lib';
import type { QueueAddresses } from '../../functions/aws/queue-addresses.ts';
import { day } from '../../functions/core/duration.ts';
import type { Settings } from '../check-settings.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export interface FunctionEnvironment extends Readonly<Record<string, string>> {
  /** `QueueAddresses` as JSON. */
  readonly QUEUES: string;
}

/**
 * What `enqueuerFromEnvironment` reads, of the queues that jobs run on: the same under names that nothing else
 * in a program has.
 */
export function producerEnvironment(
  ...given: Parameters<typeof functionEnvironment>
): Readonly<Record<string, string>> {
  const environment = Object.entries(functionEnvironment(...given));
  return Object.fromEntries(environment.map(([name, value]) => [`ERRAND_${name}`, value]));
}

/** What the adapters of every function read from their environment. */
export function functionEnvironment(
  { retention, dueShards, timelineShards }: Settings,
  { table }: JobTable,
  queues: readonly JobQueue[],
): FunctionEnvironment {
  const stack = Stack.of(table);
  const names = queues.map(({ settings, queue, deadLetters }) => [
    settings.name,
    [queue.queueName, deadLetters.queueName],
  ]);
  const addresses: QueueAddresses = {
    at: `https://sqs.${stack.region}.${stack.urlSuffix}/${stack.account}/`,
    names: Object.fromEntries(names),
  };
  return {
    TABLE_NAME: table.tableName,
    QUEUES: stack.toJsonString(addresses),
    DUE_SHARDS: String(dueShards),
    TIMELINE_SHARDS: String(timelineShards),
    RECORDS_DONE_DAYS: String(retention.done / day),
    RECORDS_FAILED_DAYS: String(retention.failed / day),
  };
}
