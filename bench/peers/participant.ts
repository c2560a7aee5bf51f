import type { Load, Measured } from './measure-contender.ts';

/** A line of the table: a contender with what it runs on. */
export interface Participant {
  readonly title: string;
  /** Of itself and of what it runs on. */
  readonly versions: string;
  /** What an acknowledged job is sure of. */
  readonly durability: string;
  /** With an empty store. */
  measure(load: Load): Promise<Measured>;
  /** Ends what it runs on. */
  stop(): Promise<void>;
}

/** One that cannot be measured on this machine, and why. */
export interface LeftOut {
  readonly title: string;
  readonly reason: string;
}

export async function nothingToStop(): Promise<void> {}
