import { expect, it } from 'vitest';
import { type TimeSource, travel } from '../../../../local/clock/time-travel.ts';
import { VirtualClock } from '../../../../local/clock/virtual-clock.ts';

it('goes from one due time to the next and stops at the end', async () => {
  const clock = new VirtualClock(0);
  const source = dueAt(clock, [10, 30, 60]);

  const now = await travel(clock, [source], 50);

  expect(now).toBe(50);
  expect(source.woken).toEqual([10, 30, 50]);
});

it('takes the due times of all sources in their order', async () => {
  const clock = new VirtualClock(0);
  const [a, b] = [dueAt(clock, [20]), dueAt(clock, [10, 30])];

  await travel(clock, [a, b], 30);

  expect(a.woken).toEqual([10, 20, 30, 30]);
});

it('waits for what a step has set off before it takes the next', async () => {
  const clock = new VirtualClock(0);
  const seen: number[] = [];
  const source = dueAt(clock, [10, 20]);
  const work = busyFor(() => seen.push(clock.now()));

  await travel(clock, [source, work], 20);

  expect(seen).toEqual([10, 20, 20]);
});

it('crosses a hundred years in which nothing is due in one step', async () => {
  const clock = new VirtualClock(0);
  const source = dueAt(clock, []);

  await travel(clock, [source], 100 * 365 * 86_400_000);

  expect(source.woken).toHaveLength(1);
});

it('never moves back', () => {
  const clock = new VirtualClock(100);

  clock.moveTo(50);

  expect(clock.now()).toBe(100);
});

function dueAt(clock: VirtualClock, times: readonly number[]) {
  const woken: number[] = [];
  return {
    woken,
    isQuiet: () => true,
    next: () => times.find((time) => time > clock.now()),
    wake: () => void woken.push(clock.now()),
  };
}

/** Works for a few turns of the event loop each time it is woken, then calls `done`. */
function busyFor(done: () => void): TimeSource {
  let working = false;
  return {
    isQuiet: () => !working,
    next: () => undefined,
    wake() {
      working = true;
      setTimeout(() => {
        done();
        working = false;
      }, 10);
    },
  };
}
