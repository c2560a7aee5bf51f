/** All that a command knows of the world beside the keys' store and the server. */
export interface Surroundings {
  /** What was asked for, so that it can be piped. */
  out(text: string): void;
  /** What a person should know besides. */
  err(text: string): void;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds since 1970. */
  now(): number;
  /** Whether stdout shows colours. */
  readonly colours: boolean;
  /** Columns of stdout. Undefined: it is no terminal, and nothing is shortened. */
  readonly columns?: number | undefined;
  /** What stderr is drawn on while something is waited for. Undefined: it is no terminal, and nothing is drawn. */
  readonly screen?: Screen | undefined;
  /** From the first call on, Ctrl-C fires the signal in place of ending the process; once more ends it. */
  readonly interruption?: (() => AbortSignal) | undefined;
  /** All of stdin. */
  readonly input?: (() => Promise<string>) | undefined;
}

export interface Screen {
  readonly columns: number;
  readonly colours: boolean;
}

/** What the person who typed the command can put right. Its message is all they see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
