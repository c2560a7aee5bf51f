import { describe, expect, it } from 'vitest';
import { createWorld } from '../../testing/world/create-world.ts';
import { Crash, type CrashPoint, crashing } from '../support/world/crashing.ts';
import { intercept } from '../support/world/intercept.ts';
import { newRecord, now } from './store/new-record.ts';

describe('the virtual clock', () => {
  it('goes from timer to timer, and lets each one finish what it set off', async () => {
    const { clock } = createWorld();
    const start = clock.now();
    const seen: string[] = [];
    const tick = async (name: string, ms: number) => {
      for (let i = 0; i < 2; i++) {
        await clock.wait(ms);
        seen.push(`${name} at ${clock.now() - start}`);
      }
    };
    void tick('slow', 500);
    void tick('fast', 300);

    await clock.advance(900);

    expect(seen).toEqual(['fast at 300', 'slow at 500', 'fast at 600']);
    expect(clock.now()).toBe(start + 900);
    expect(clock.next()).toBe(start + 1_000);
  });

  it('ends a wait when its signal fires', async () => {
    const { clock } = createWorld();
    const controller = new AbortController();
    const waiting = clock.wait(1_000, controller.signal);

    controller.abort();

    await expect(waiting).resolves.toBeUndefined();
    expect(clock.next()).toBeUndefined();
  });
});

describe('the queue in memory', () => {
  it('takes a receipt as lapsed once its message is visible again', async () => {
    const { clock, queue, deliver, remove } = createWorld({ queues: { q: { timeout: 1_000 } } });
    await queue.send('q', [{ body: 'slow', delaySeconds: 0 }]);
    const receipts = deliver('q').map(({ receipt }) => receipt);
    await clock.advance(31_000);

    const waits = receipts.map((receipt) => ({ receipt, seconds: 60 }));
    await queue.leave({ queue: 'q', deadLetters: false }, waits);
    remove('q', receipts);

    expect(deliver('q')).toMatchObject([{ body: 'slow', receiveCount: 2 }]);
  });
});

describe('crashing ports', () => {
  const record = newRecord();

  /** Creates, updates and sends. Answers what the process heard, and what the world holds. */
  const run = async (point?: CrashPoint) => {
    const world = createWorld();
    const process = crashing(world.ports, point);
    const { store, queue } = process.ports;
    const outcomes = await Promise.allSettled([
      store.create(record, now),
      store.update(record.id, { when: [], countAttempt: true }),
      queue.send('default', [{ body: 'x', delaySeconds: 0 }]),
    ]);
    return {
      heard: outcomes.map(({ status }) => status === 'fulfilled'),
      held: [world.store.all()[0]?.attempt, world.queue.all().length],
      process,
    };
  };

  it('count the calls and change nothing without a crash point', async () => {
    const { heard, held, process } = await run();

    expect(heard).toEqual([true, true, true]);
    expect(held).toEqual([1, 1]);
    expect(process.calls).toEqual(['store.create', 'store.update', 'queue.send']);
    expect(process.crashed).toBe(false);
  });

  it('do not make the call before which they crash, nor any later one', async () => {
    const { process, held } = await run({ at: 2, moment: 'before' });

    expect(held).toEqual([0, 0]);
    expect(process.crashed).toBe(true);
    await expect(process.ports.store.get(record.id)).rejects.toThrow(Crash);
  });

  it('make the call after which they crash, and nobody hears of it', async () => {
    const { ports, store } = createWorld();
    const process = crashing(ports, { at: 1, moment: 'after' });

    await expect(process.ports.store.create(record, now)).rejects.toThrow(Crash);

    expect(store.all()).toEqual([record]);
    await expect(process.ports.queue.depths()).rejects.toThrow(Crash);
    await expect(ports.queue.depths()).resolves.toHaveLength(3);
  });

  it('leave what needs no call as it is', () => {
    const { ports } = createWorld();

    const { store } = intercept(ports, {});

    expect(store.dueShards).toBe(ports.store.dueShards);
    expect(store.room(record, 'created')).toBe(ports.store.room(record, 'created'));
  });
});
