import type { Fault } from './problem.ts';

/** What a part of a request says, or what is wrong with it. */
export interface Read<Value> {
  readonly value?: Value;
  readonly faults: readonly Fault[];
}
