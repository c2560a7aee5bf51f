/** What one batch did. */
export interface BatchCounts {
  readonly queue: string;
  readonly received: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly retried: number;
  readonly cancelled: number;
  /** Messages that went back without having been claimed, or whose outcome could not be written. */
  readonly returned: number;
}

/** Counters with the queue as their only dimension: each value of a dimension is billed. */
export interface Metrics {
  batch(counts: BatchCounts): void;
}
