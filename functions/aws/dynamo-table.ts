import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../core/clock.ts';
import type { Shards } from './index-keys.ts';

/** The one table, and what it takes to reach it. */
export interface DynamoTable {
  readonly name: string;
  readonly shards: Shards;
  readonly client: DynamoDBClient;
  /** Never repeats a call by itself: for writes that must not count twice. */
  readonly once: DynamoDBClient;
  readonly clock: Clock;
  /** From 0 to below 1. */
  random(): number;
}
