import { realWait } from '../../functions/real-wait.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Something that has work to do at times. */
export interface TimeSource {
  /** Nothing of it runs, and nothing could without the passing of time. */
  isQuiet(): boolean;
  /** When there is something to do next, later than now. */
  next(): number | undefined | Promise<number | undefined>;
  /** The time has moved. */
  wake(): void;
}

/** Of real time, between two looks at what is running. */
const look = 2;

/**
 * Moves the clock by `ms` milliseconds, from each time at which something is due to the next, and waits
 * for what that sets off before every step. Answers the new time.
 */
export async function travel(
  clock: VirtualClock,
  sources: readonly TimeSource[],
  ms: number,
): Promise<number> {
  const end = clock.now() + ms;
  for (let next = await nextOf(sources); next <= end; next = await nextOf(sources)) {
    moveTo(clock, sources, next);
  }
  moveTo(clock, sources, end);
  await quiet(sources);
  return clock.now();
}

async function nextOf(sources: readonly TimeSource[]): Promise<number> {
  await quiet(sources);
  const times = await Promise.all(sources.map((source) => source.next()));
  return Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
}

function moveTo(clock: VirtualClock, sources: readonly TimeSource[], time: number): void {
  clock.moveTo(time);
  for (const source of sources) source.wake();
}

async function quiet(sources: readonly TimeSource[]): Promise<void> {
  while (!sources.every((source) => source.isQuiet())) await realWait(look);
}
