export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms` milliseconds, or as soon as the signal fires. Never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}
