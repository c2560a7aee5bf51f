export const stackName = 'ErrandConformance';

/** A queue of the stack with its event source mapping: behaviours that would meet in a batch have one each. */
export interface LaneSettings {
  /** @default 10 */
  readonly batchSize?: number;
  /** Batches at once, at least 2. @default 5 */
  readonly maxConcurrency?: number;
  /** @default no dead-letter queue */
  readonly maxReceiveCount?: number;
}

export const lanes = {
  plain: {},
  partial: {},
  throws: {},
  exits: {},
  timeouts: {},
  answers: { batchSize: 1 },
  leaves: { batchSize: 1 },
  small: { batchSize: 3 },
  parallel: { batchSize: 1, maxConcurrency: 2 },
  poison: { maxReceiveCount: 2 },
  paused: {},
} as const satisfies Record<string, LaneSettings>;

export type LaneName = keyof typeof lanes;

export const laneNames = Object.keys(lanes) as readonly LaneName[];

/** Of the probe: enough for a cold start on a busy machine, since running out of it is a finding. */
export const functionSeconds = 10;
/** Of every lane: AWS refuses a mapping whose function may take longer. */
export const visibilitySeconds = 12;
