import { queueUrlsIn } from '../../../functions/aws/queue-addresses.ts';
import type { QueueUrls } from '../../../functions/aws/sqs-queues.ts';

/** Where the table and the queues of a deployed stack are. The SDK finds region and credentials itself. */
export interface StorageAddress {
  readonly tableName: string;
  readonly queues: Readonly<Record<string, QueueUrls>>;
}

/** Of the stack whose outputs TableName and Queues are in ERRAND_TABLE and ERRAND_QUEUES. */
export function storageAddressIn({
  ERRAND_TABLE: tableName,
  ERRAND_QUEUES: addresses,
}: NodeJS.ProcessEnv): StorageAddress | undefined {
  if (!tableName || !addresses) return undefined;
  const queues = queueUrlsIn(JSON.parse(addresses));
  if (queues === undefined) throw new Error(`ERRAND_QUEUES is '${addresses}'`);
  return { tableName, queues };
}
