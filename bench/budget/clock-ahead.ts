import { systemClock } from '../../functions/aws/system-clock.ts';
import type { Clock } from '../../functions/core/clock.ts';
import { second } from '../../functions/core/duration.ts';
import { noteWait } from './invocations.ts';

export interface ClockAhead extends Clock {
  advance(ms: number): void;
}

/** The system's clock, which can be put forward. */
export function clockAhead(): ClockAhead {
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    wait: systemClock.wait,
    advance: (ms) => {
      ahead += ms;
    },
  };
}

/** For whoever waits for a job: its pauses between two looks, a second at most, are noted, and `pause` instead. */
export function pausingClock(clock: Clock, pause: (ms: number) => Promise<void>): Clock {
  return {
    now: clock.now,
    wait: (ms, signal) =>
      ms > second ? clock.wait(ms, signal) : noteWait({ pauseMs: ms }, () => pause(ms)),
  };
}
