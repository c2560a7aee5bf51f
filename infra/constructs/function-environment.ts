import { Stack } from 'aws-cdk-lib';
import { day } from '../../functions/core/duration.ts';
import type { Settings } from '../check-settings.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export interface FunctionEnvironment extends Readonly<Record<string, string>> {
  /** JSON: the addresses of each queue and its dead-letter queue, by name. */
  readonly QUEUES: string;
}

export interface ProducerEnvironment extends Readonly<Record<string, string>> {
  readonly ERRAND_QUEUES: string;
}

/** What `enqueuerFromEnvironment` reads: the same, but for Errand's own queues, under names that no other program has. */
export function producerEnvironment(
  ...given: Parameters<typeof functionEnvironment>
): ProducerEnvironment {
  const { QUEUES, ...others } = functionEnvironment(...given);
  return {
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [`ERRAND_${name}`, value])),
    ERRAND_QUEUES: QUEUES,
  };
}

/** What the adapters of every function read from their environment. */
export function functionEnvironment(
  { retention, dueShards, timelineShards }: Settings,
  { table }: JobTable,
  queues: readonly JobQueue[],
): FunctionEnvironment {
  const addresses = queues.map(({ settings, queue, deadLetters }) => [
    settings.name,
    { url: queue.queueUrl, deadLetterUrl: deadLetters.queueUrl },
  ]);
  return {
    TABLE_NAME: table.tableName,
    QUEUES: Stack.of(table).toJsonString(Object.fromEntries(addresses)),
    DUE_SHARDS: String(dueShards),
    TIMELINE_SHARDS: String(timelineShards),
    RECORDS_DONE_DAYS: String(retention.done / day),
    RECORDS_FAILED_DAYS: String(retention.failed / day),
  };
}
