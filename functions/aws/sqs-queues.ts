import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../core/clock.ts';
import type { OldestAges } from './cloud-watch-ages.ts';

/** Where a queue and its dead-letter queue are. */
export interface QueueUrls {
  readonly url: string;
  readonly deadLetterUrl: string;
}

export interface SqsQueues {
  readonly client: SQSClient;
  readonly urls: Readonly<Record<string, QueueUrls>>;
  readonly clock: Clock;
  /** From 0 to below 1. */
  random(): number;
  /** @default ages are not known */
  readonly oldestAges?: OldestAges;
  /** Of all bodies of one call. @default 1,048,576 */
  readonly batchBytes?: number;
}
