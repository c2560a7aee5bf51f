/** What is measured: something that takes jobs that do nothing, runs them and says how they are. */
export interface Contender {
  /** Resolves with the job's id when the job is accepted. */
  enqueue(): Promise<string>;
  /** By one look-up of its status. */
  isDone(id: string): Promise<boolean>;
  close(): Promise<void>;
}

/** How a contender is opened in the process that measures it. */
export interface ContenderProgram {
  open(address: Address): Promise<Contender>;
  /** Runs its jobs, in a process of its own, until that is ended. @default - the contender has its own workers */
  work?(address: Address): Promise<unknown>;
}

/** Where a contender finds what it needs. */
export interface Address {
  /** Of its server. Of Errand in the program's own process: the folder of its data. */
  readonly url: string;
  readonly key?: string;
  /** Calls under way at once, at most. */
  readonly callers: number;
}
