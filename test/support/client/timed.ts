import { vi } from 'vitest';

/**
 * What a call comes to, with the milliseconds that it waited, and its error if it rejects. By the virtual clock,
 * which goes on as far as the call waits for something.
 */
export async function timed<Value>(call: Promise<Value>) {
  const start = performance.now();
  const outcome = call.then(
    (value) => ({ value, error: undefined, ms: performance.now() - start }),
    (error: unknown) => ({ value: undefined, error, ms: performance.now() - start }),
  );
  await vi.runAllTimersAsync();
  return outcome;
}
