/** All that a command knows of the world beside the keys' store. */
export interface Surroundings {
  /** What was asked for, so that it can be piped. */
  out(text: string): void;
  /** What a person should know besides. */
  err(text: string): void;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds since 1970. */
  now(): number;
  readonly colours: boolean;
}

/** What the person who typed the command can put right. Its message is all they see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
