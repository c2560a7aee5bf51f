import { describe, expect, it } from 'vitest';
import type { QueueDepth } from '../../../client/overview-shapes.ts';
import { isSystemQueue, oldestOf, sumDepths } from '../../../dashboard/charts/sum-depths.ts';
import { queuesOfErrand } from '../../../functions/core/queue-settings.ts';

const empty = { paused: false, waiting: 0, delayed: 0, inFlight: 0, deadLetters: 0 };

function depth(name: string, more: Partial<QueueDepth>): QueueDepth {
  return { ...empty, name, ...more };
}

describe('what waits now', () => {
  it('is what waits in the queues of the program, without the times that schedules have planned', () => {
    const queues = [
      depth('default', { waiting: 2, delayed: 3, inFlight: 1 }),
      depth('errand-like', { waiting: 4, inFlight: 6 }),
      depth('errand', { waiting: 10, inFlight: 20 }),
      depth('errand-schedules', { delayed: 40, inFlight: 80 }),
    ];

    expect(sumDepths(queues)).toEqual({ waiting: 9, inFlight: 7 });
  });

  it("leaves out each of Errand's own queues that there are", () => {
    expect(Object.keys(queuesOfErrand).filter((name) => !isSystemQueue(name))).toEqual([]);
  });
});

describe('the age of the oldest message', () => {
  it.each([
    [{ waiting: 1, delayed: 1 }, 240],
    [{ inFlight: 1 }, 240],
    [{ delayed: 5 }, undefined],
  ])('with %o is %s', (more, seconds) => {
    expect(oldestOf(depth('default', { ...more, oldestSeconds: 240 }))).toBe(seconds);
  });
});
