/** A way to run LocalStack on a port of 127.0.0.1. */
export interface LocalstackRunner {
  /** Resolves when it answers. */
  start(): Promise<void>;
  log(): Promise<string>;
  stop(): Promise<void>;
}
