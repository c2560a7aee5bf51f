const longestPause = 60_000;

interface Asking {
  /** Answers after how many milliseconds to ask again. Called once at a time. */
  ask(signal: AbortSignal): Promise<number>;
  /** Told of a rejection; the pause after it grows with each in a row. */
  onFailure(error: unknown): void;
}

/** Asks at once and again and again, but only while the page is seen. Answers how to end it. */
export function keepAsking({ ask, onFailure }: Asking): () => void {
  const end = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isAsking = false;

  const turn = async () => {
    clearTimeout(timer);
    isAsking = true;
    const pause = await ask(end.signal).then(
      (next) => {
        failures = 0;
        return next;
      },
      (error: unknown) => {
        if (!end.signal.aborted) onFailure(error);
        failures += 1;
        return Math.min(longestPause, 1_000 * 2 ** failures);
      },
    );
    isAsking = false;
    if (!end.signal.aborted) timer = setTimeout(turnIfSeen, pause);
  };
  const turnIfSeen = () => {
    if (!document.hidden && !isAsking) void turn();
  };

  document.addEventListener('visibilitychange', turnIfSeen);
  turnIfSeen();
  return () => {
    end.abort();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', turnIfSeen);
  };
}
