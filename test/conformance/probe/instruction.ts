/** What the probe does with a message. `fail` names it in the answer as one to deliver again. */
export type Ask =
  | 'succeed'
  | 'fail'
  | 'throw'
  | 'exit'
  | 'answer unknown id'
  | 'answer empty id'
  | 'answer null id'
  | 'answer wrong key'
  /** Takes so long, and notes that it is alive. */
  | { readonly workMs: number }
  /** Changes its visibility timeout, then fails it. */
  | { readonly leaveSeconds: number };

/** The body of a message. */
export interface Instruction {
  readonly name: string;
  /** For its first receive, its second, and so on; afterwards it succeeds. */
  readonly asks: readonly Ask[];
  /** Anything: to see whether a body arrives as it was sent. */
  readonly text?: string;
}
