/** What goes wrong at one call of a process to the store or the queue. */
export interface CallFault {
  /** Number of the call, from 1; calls of the store and of the queue are counted together. */
  readonly at: number;
  readonly kind: FaultKind;
}

/**
 * - `die before`, `die after`: the process is gone before the call, or after it took effect.
 * - `refuse`: throttled; nothing was done. `outage`: the same for the 20 calls from this one on.
 * - `lose answer`: it took effect, and the caller gets an error.
 * - `hang`, `hang long`: it takes 3 seconds, or longer than the lease of an attempt (half a minute for a person's call).
 * - `in part`: a send loses every other message and says so; one that it says it lost was sent.
 * - `twice`: a send leaves each message two times.
 */
export const faultKinds = [
  'die before',
  'die after',
  'refuse',
  'outage',
  'lose answer',
  'hang',
  'hang long',
  'in part',
  'twice',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A Lambda's environment, or one call of the API. */
export interface ProcessPlan {
  /** Milliseconds that its clock is ahead of the world's. Two clocks are up to 3 s apart. */
  readonly skew: number;
  readonly faults: readonly CallFault[];
  /** Milliseconds after its begin at which it is killed, whatever it is doing. */
  readonly dieAfter?: number;
}

export interface NewJobPlan {
  readonly type: 'task' | 'slow';
  readonly payload: string;
  /** Milliseconds. */
  readonly runIn: number;
}

export type Act =
  /** With a key all jobs of the array are asked for by (key, position). */
  | { readonly act: 'enqueue'; readonly key?: string; readonly jobs: readonly NewJobPlan[] }
  /** An invocation of the worker. `keeps`: the platform fails to delete what it is done with. */
  | {
      readonly act: 'work';
      readonly max: number;
      readonly shutdownAfter?: number;
      readonly keeps: boolean;
    }
  /** The platform takes messages and cannot run the function. */
  | { readonly act: 'throttle'; readonly max: number; readonly seconds: number }
  /** A message is there once more. `pick`: from 0 to below 1, of those there are. */
  | { readonly act: 'duplicate'; readonly pick: number; readonly delaySeconds: number }
  /** A message in flight is there again, though its visibility timeout goes on. */
  | { readonly act: 'reappear'; readonly pick: number }
  | { readonly act: 'cancel'; readonly pick: number }
  | { readonly act: 'erase'; readonly pick: number }
  | { readonly act: 'retry'; readonly pick: number; readonly runIn: number }
  | { readonly act: 'reschedule'; readonly pick: number; readonly runIn: number }
  | { readonly act: 'schedule'; readonly shard: number }
  | { readonly act: 'bury' };

/** One line of a history: all of it is decided before the history begins, so that lines can be left out. */
export interface Step {
  readonly does: Act;
  readonly process: ProcessPlan;
  /** Milliseconds that pass after it. */
  readonly pause: number;
}

/** What the code of the jobs does, in parts of its attempts. */
export interface CodePlan {
  /** Milliseconds that it takes at most, unless it hears no signal. */
  readonly longest: number;
  /** Jobs whose code kills its function. */
  readonly poison: number;
  readonly throws: number;
  readonly retriesLater: number;
  /** Of those that return: a result that does not fit the record. */
  readonly large: number;
}

export interface History {
  readonly seed: number;
  /** Deliveries after which a message moves to the dead-letter queue. */
  readonly receiveLimit: number;
  readonly code: CodePlan;
  /** Milliseconds after which a worker takes what there is, while a step's pause lasts; as its own acts do. */
  readonly pollEvery?: number;
  readonly steps: readonly Step[];
}
