import { useEffect, useState } from 'preact/hooks';
import { exactTime, relativeTime } from './time-text.ts';

/** How long ago or ahead; the exact time in its title. It goes on by itself. */
export function Time({ at }: { readonly at: string }) {
  const now = useNow();
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={`${exactTime(ms)}\n${at}`}>
      {relativeTime(ms, now)}
    </time>
  );
}

/** One timer for all that show the time, while there are any. */
const listeners = new Set<(now: number) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    listeners.add(setNow);
    timer ??= setInterval(() => {
      const time = Date.now();
      for (const listener of listeners) listener(time);
    }, 1_000);
    return () => {
      listeners.delete(setNow);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
  return now;
}
