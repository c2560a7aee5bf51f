/** What AWS sets, in us-east-1. Quotas of an account are those that it begins with, or may be asked for. */
export const awsLimits = {
  /** Write units that a partition of a table or of an index takes in a second. */
  partitionWrites: 1_000,
  /** Write units that a table or an index on demand takes at once when it is new. It doubles in 30 minutes. */
  newTableWrites: 4_000,
  /** Quota: write units a second of one table. */
  tableWrites: 40_000,
  /** Batches of one event source that run at once when its queue begins to fill. */
  firstBatches: 5,
  /** So many more each minute. */
  moreBatches: 300,
  /** The most that `maximumConcurrency` may be. */
  mostBatches: 1_000,
  /** Messages of a queue that are received and not deleted yet. */
  inFlight: 120_000,
  /** Quota: functions that run at once, in an account. A new one may have ten. */
  concurrentFunctions: 1_000,
  /** Quota: requests a second to all gateways of an account and region. */
  gatewayRequests: 10_000,
} as const;
