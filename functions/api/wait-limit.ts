import { Problem } from './problem.ts';

/** How many callers wait at once in one environment of the function. */
export interface WaitLimit {
  /** Answers how to leave. Undefined: as many wait as may. */
  enter(): (() => void) | undefined;
}

export function waitLimit(most: number): WaitLimit {
  let waiting = 0;
  return {
    enter: () => {
      if (waiting >= most) return undefined;
      waiting += 1;
      return () => {
        waiting -= 1;
      };
    },
  };
}

export const noLimit: WaitLimit = { enter: () => () => {} };

/** As the gateway answers on AWS, where those who wait have a limit of their own. */
export function tooManyWaiting(): Problem {
  const detail =
    'As many callers wait as may do so at once: ask without Prefer: wait, or again in a second';
  return new Problem('too-many-requests', detail, { headers: { 'Retry-After': '1' } });
}
