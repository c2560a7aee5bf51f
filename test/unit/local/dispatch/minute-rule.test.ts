import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../local/clock/local-clock.ts';
import { VirtualClock } from '../../../../local/clock/virtual-clock.ts';
import { MinuteRule } from '../../../../local/dispatch/minute-rule.ts';
import { createWorld } from '../../../../testing/world/create-world.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minute = 60_000;

it('runs at once and then every minute', async () => {
  const { rule, run } = setup();

  rule.wake();
  const atOnce = run.mock.calls.length;
  await vi.advanceTimersByTimeAsync(10 * minute);

  expect([atOnce, run.mock.calls.length]).toEqual([1, 11]);
});

it('goes on after a run that failed', async () => {
  const { rule, run, log } = setup();
  run.mockRejectedValueOnce(new Error('no store'));

  rule.wake();
  await vi.advanceTimersByTimeAsync(minute);

  expect(run).toHaveBeenCalledTimes(2);
  expect(log).toMatchObject([{ level: 'error' }]);
});

it('does not begin a run while one is under way', async () => {
  const { rule, run } = setup();
  const held = Promise.withResolvers<void>();
  run.mockReturnValueOnce(held.promise);

  rule.wake();
  await vi.advanceTimersByTimeAsync(5 * minute);
  const during = run.mock.calls.length;
  held.resolve();
  await vi.advanceTimersByTimeAsync(0);

  expect([during, run.mock.calls.length]).toEqual([1, 2]);
});

it('runs on when the system clock was set back by a year', async () => {
  const { rule, run } = setup();
  rule.wake();
  await vi.advanceTimersByTimeAsync(0);

  vi.setSystemTime(Date.now() - 365 * 86_400_000);
  await vi.advanceTimersByTimeAsync(minute);

  expect(run).toHaveBeenCalledTimes(2);
});

it('runs no more once it is stopped', async () => {
  const { rule, run } = setup();
  rule.wake();

  await rule.stop();
  await vi.advanceTimersByTimeAsync(10 * minute);

  expect(run).toHaveBeenCalledOnce();
});

it('is due on the virtual clock when the due index is, else once a day', async () => {
  const clock = new VirtualClock(1_000_000);
  const { rule, due } = setup(clock);
  rule.wake();
  await vi.advanceTimersByTimeAsync(0);

  const nothing = await rule.next();
  due.push(9_000_123, 5_000_123);
  const later = await rule.next();
  due.push(1_000_001);
  const soon = await rule.next();

  expect([nothing, later, soon]).toEqual([
    1_000_000 + 1_440 * minute,
    5_000_123,
    1_000_000 + minute,
  ]);
});

it('is due on the virtual clock when a schedule is', async () => {
  const { rule, due, firing } = setup(new VirtualClock(1_000_000));
  rule.wake();
  await vi.advanceTimersByTimeAsync(0);
  due.push(9_000_000);
  firing.push(5_000_000);

  expect(await rule.next()).toBe(5_000_000);
});

function setup(clock: typeof systemClock | VirtualClock = systemClock) {
  const run = vi.fn(async () => {});
  const due: number[] = [];
  const firing: number[] = [];
  const { ports, log } = createWorld();
  const store = Object.assign(Object.create(ports.store), {
    dueShards: 1,
    firing: async () =>
      firing.map((nextAt) => ({ tenant: 'default', name: 'nightly', nextAt, key: 'k' })),
    due: async () => due.toSorted((a, b) => a - b).map((dueAt) => ({ id: 'a', dueAt, key: 'a' })),
  });
  return { rule: new MinuteRule({ run, store, clock, log: ports.log }), run, due, firing, log };
}
