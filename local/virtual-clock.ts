import { type LocalClock, realWait } from './local-clock.ts';

/**
 * Time that stands still until it is moved. Only `now` and what is due by it are virtual: job code, its
 * timeouts and whoever waits for an answer take real time.
 */
export class VirtualClock implements LocalClock {
  #now: number;

  constructor(start: number) {
    this.#now = start;
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
    this.#now = Math.max(this.#now, time);
  }
}
