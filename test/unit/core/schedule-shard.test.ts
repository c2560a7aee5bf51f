import { describe, expect, it } from 'vitest';
import { rescheduleJob } from '../../../functions/core/reschedule.ts';
import { retryJob } from '../../../functions/core/retry-by-hand.ts';
import { scheduleShard } from '../../../functions/core/schedule-shard.ts';
import type { Process } from '../../../testing/pass-time.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld, type World } from '../../../testing/world/create-world.ts';
import { seededRandom } from '../../../testing/world/seeded-random.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { crashing } from '../../support/world/crashing.ts';
import { intercept } from '../../support/world/intercept.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const address = { tenant: 'acme', id: 'job' };

function setup(code: Code = () => null) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  return { world, ...kit, platform: new Platform(world, kit.jobs) };
}

function run(world: World, owner: string, shard = 0) {
  return { shard, owner, deadline: world.clock.now() + 55 * second };
}

describe('scheduleShard', () => {
  it('leaves the shard alone while another run works on it', async () => {
    const { world, jobs } = setup();
    const held = Promise.withResolvers<void>();
    const slow = intercept(world.ports, {
      before: ({ name }) => (name === 'store.due' ? held.promise : undefined),
    });
    const first = scheduleShard({ ...slow, jobs }, run(world, 'first'));
    await world.clock.settle();

    const second = await scheduleShard({ ...world.ports, jobs }, run(world, 'second'));
    const otherShard = await scheduleShard({ ...world.ports, jobs }, run(world, 'third', 1));
    held.resolve();

    expect(second).toBe('held');
    expect([await first, otherShard]).toEqual(Array(2).fill({ dispatched: 0, complete: true }));
    expect(await scheduleShard({ ...world.ports, jobs }, run(world, 'fourth'))).not.toBe('held');
  });

  it('goes on within a minute after a run that crashed', async () => {
    const { world, jobs } = setup();
    const { ports } = crashing(world.ports, { at: 2, moment: 'before' });
    await scheduleShard({ ...ports, jobs }, run(world, 'dead')).catch(() => {});

    const soon = await scheduleShard({ ...world.ports, jobs }, run(world, 'soon'));
    await world.clock.advance(minute);
    const later = await scheduleShard({ ...world.ports, jobs }, run(world, 'later'));

    expect(soon).toBe('held');
    expect(later).toEqual({ dispatched: 0, complete: true });
  });

  it('ends its lease, and keeps its note, after a run that failed', async () => {
    const { world, jobs } = setup();
    await scheduleShard({ ...world.ports, jobs }, run(world, 'first'));
    const broken = intercept(world.ports, {
      before({ name }) {
        if (name === 'store.due') throw new Error('The store is down');
      },
    });
    const failing = scheduleShard({ ...broken, jobs }, run(world, 'second'));

    await expect(failing).rejects.toThrow('The store is down');
    const lease = { owner: 'third', until: 0, now: world.clock.now() };
    expect(await world.store.takeShard(0, lease)).toEqual({
      taken: true,
      note: expect.stringContaining('"shards":2'),
    });
  });
});

describe('a queue that stands still for 40 days', { timeout: 30_000 }, () => {
  const failsOnce: Code = (_, { job }) => {
    if (job.attempt === 1) throw new Error('no luck');
  };

  /** The scheduler runs, every nine hours to save time, and nobody takes a message. */
  async function standStill(
    { world, platform }: Pick<ReturnType<typeof setup>, 'world' | 'platform'>,
    days: number,
    processOf: () => Process = () => ({ ports: world.ports, crashed: false }),
  ) {
    for (let hours = 0; hours < days * 24; hours += 9) {
      await world.clock.advance(9 * hour);
      await platform.schedule(processOf());
    }
  }

  it.each<[string, Code, (kit: ReturnType<typeof setup>) => Promise<unknown>]>([
    ['queued', () => null, ({ world, task }) => enqueueOne(world.ports, task, { id: 'job' })],
    [
      'delayed by a few minutes',
      () => null,
      ({ world, task }) =>
        enqueueOne(world.ports, task, { id: 'job', runAt: world.clock.now() + 10 * minute }),
    ],
    [
      'scheduled for a time in between',
      () => null,
      ({ world, task }) =>
        enqueueOne(world.ports, task, { id: 'job', runAt: world.clock.now() + 9 * day }),
    ],
    [
      'waiting for its retry, by a message',
      failsOnce,
      async ({ world, task, platform }) => {
        await enqueueOne(world.ports, task, { id: 'job' });
        await platform.invoke('default');
      },
    ],
    [
      'waiting for its retry, in the due index',
      failsOnce,
      async ({ world, slow, platform }) => {
        await enqueueOne(world.ports, slow, { id: 'job' });
        await platform.invoke('default');
      },
    ],
    [
      'retried by hand',
      failsOnce,
      async ({ world, task, platform }) => {
        await enqueueOne(world.ports, task, { id: 'job' });
        await world.store.update('job', { when: [], set: { maxAttempts: 1 } });
        await platform.invoke('default');
        await retryJob(world.ports, { ...address, attempts: 1 });
      },
    ],
    [
      'moved to a nearer time',
      () => null,
      async ({ world, task }) => {
        await enqueueOne(world.ports, task, { id: 'job', runAt: world.clock.now() + 300 * day });
        await rescheduleJob(world.ports, { ...address, runAt: world.clock.now() + minute });
      },
    ],
  ])('loses no job that is %s, and runs it once', async (_, code, prepare) => {
    const kit = setup(code);
    const { world, starts, platform } = kit;
    // Not on the first day of the scheduler, and not at the beginning of its day.
    await platform.schedule();
    await world.clock.advance(3.4 * day);
    await prepare(kit);
    const before = starts.length;

    await standStill(kit, 40);
    await platform.drain();

    expect(starts.slice(before)).toHaveLength(1);
    expect(await world.store.get('job')).toMatchObject({ status: 'succeeded' });
    expect(world.queue.all()).toEqual([]);
  });

  it('loses no job whose attempt ended without a word before', async () => {
    const kit = setup();
    const { world, task, starts, platform } = kit;
    await enqueueOne(world.ports, task, { id: 'job' });
    const dead = crashing(world.ports, { at: 2, moment: 'before' });
    await platform.invoke('default', { process: dead });
    expect(await world.store.get('job')).toMatchObject({ status: 'running', attempt: 1 });

    await standStill(kit, 40);
    await platform.drain();

    expect(await world.store.get('job')).toMatchObject({ status: 'succeeded', attempt: 2 });
    expect(starts).toHaveLength(2);
  });

  it('keeps a large payload for as long as it takes', async () => {
    const kit = setup();
    const { world, task, starts, platform } = kit;
    const payload = 'x'.repeat(9_000);
    await enqueueOne(world.ports, task, { id: 'job', payload });

    await standStill(kit, 130);
    world.store.sweep(world.clock.now());
    await platform.drain();

    expect(starts).toMatchObject([{ payload }]);
  });

  it('loses none of many, when half of the runs crash', async () => {
    const kit = setup();
    const { world, task, starts, platform } = kit;
    for (let n = 0; n < 150; n += 1) {
      await enqueueOne(world.ports, task);
      await world.clock.advance(10 * minute);
    }
    const random = seededRandom(3);
    await standStill(kit, 25, () => {
      const point = { at: 1 + Math.floor(random() * 80), moment: pick(random) } as const;
      return crashing(world.ports, random() < 0.5 ? point : undefined);
    });

    await platform.drain();

    expect(starts).toHaveLength(150);
  });

  it('loses none when a pass takes several runs', async () => {
    const kit = setup();
    const { world, task, starts, platform } = kit;
    for (let n = 0; n < 150; n += 1) await enqueueOne(world.ports, task);
    const slow = intercept(world.ports, {
      before: ({ name }) => (name === 'store.everyJob' ? world.clock.wait(20_000) : undefined),
    });
    const pages: number[] = [];

    await world.clock.advance(15 * day);
    for (let minutes = 0; minutes < 3; minutes += 1) {
      const process = crashing(slow);
      await platform.schedule(process);
      pages.push(process.calls.filter((name) => name === 'store.everyJob').length);
      await world.clock.advance(minute);
    }
    await platform.drain();

    // In 30 s two of each of the two shards, of which one has a fifth.
    expect(pages).toEqual([4, 4, 1]);
    expect(starts).toHaveLength(150);
  });

  it('writes nothing for jobs that are over, or that it has looked at', async () => {
    const kit = setup();
    const { world, task, platform } = kit;
    await enqueueOne(world.ports, task, { id: 'over' });
    await platform.drain();
    const process = crashing(world.ports);

    await standStill(kit, 25, () => process);

    const count = (name: string) => process.calls.filter((call) => call === name).length;
    expect(count('store.update') + count('queue.send')).toBe(0);
    // Once when it was ten days old, and once when it was twenty.
    expect(count('store.getMany')).toBe(2);
    // Two shards, of one page each, once a day.
    expect(count('store.everyJob')).toBeLessThanOrEqual(2 * 26);
  });
});

function pick(random: () => number): 'before' | 'after' {
  return random() < 0.5 ? 'before' : 'after';
}
