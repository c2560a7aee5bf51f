/** Milliseconds until a call that failed in passing is made again; undefined: no more. `asked` by the server. */
export type Endurance = (asked: number) => number | undefined;

/** Whoever is asked to wait for longer is told so instead. */
const longestPause = 30_000;

export function byCount(retries: number): Endurance {
  let failed = 0;
  return (asked) => {
    if (failed >= retries || asked > longestPause) return undefined;
    return Math.max(asked, backoff(failed++));
  };
}

/** From the first failure on. */
export function byTime(patience: number): Endurance {
  let failed = 0;
  let end: number | undefined;
  return (asked) => {
    const now = performance.now();
    end ??= now + patience;
    const ms = Math.max(asked, backoff(failed++));
    return now + ms <= end ? ms : undefined;
  };
}

/** 100 to 200, then twice as long each time, up to 2 to 4 s. Half of it is random, so that callers part. */
function backoff(failed: number): number {
  return Math.min(100 * 2 ** failed, 2_000) * (1 + Math.random());
}
