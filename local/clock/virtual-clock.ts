import { realWait } from '../../functions/real-wait.ts';
import type { LocalClock } from './local-clock.ts';

/**
 * Time that stands still until it is moved. Only `now` and what is due by it are virtual: job code, its
 * timeouts and whoever waits for an answer take real time.
 */
export class VirtualClock implements LocalClock {
  #now: number;
  readonly #moved: (now: number) => void;

  /** `moved` is told each new time before anything can happen in it. */
  constructor(start: number, moved: (now: number) => void = () => {}) {
    this.#now = start;
    this.#moved = moved;
  }

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return realWait(ms, signal);
  }

  alarm(): () => void {
    return () => {};
  }

  /** Never back. */
  moveTo(time: number): void {
    const later = Math.max(this.#now, time);
    this.#moved(later);
    this.#now = later;
  }
}
