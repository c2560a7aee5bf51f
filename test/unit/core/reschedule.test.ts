import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import { rescheduleJob } from '../../../functions/core/reschedule.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { intercept } from '../../support/world/intercept.ts';

const address = { tenant: 'acme', id: 'job' };
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

function setup(code: Code = () => null) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  const platform = new Platform(world, kit.jobs);
  const start = world.clock.now();
  const stored = () => world.store.get('job');
  const moveTo = (after: number, key?: string) =>
    rescheduleJob(world.ports, { ...address, runAt: start + after, ...(key && { key }) });
  return { world, ...kit, platform, start, stored, moveTo };
}

const failsOnce: Code = (_, { job }) => {
  if (job.attempt === 1) throw new Error('no luck');
};

describe('rescheduleJob', () => {
  it.each([
    ['ten minutes to an hour', 10 * minute, hour],
    ['ten minutes to twelve', 10 * minute, 12 * minute],
    ['an hour to ten minutes', hour, 10 * minute],
    ['an hour to a second', hour, 1_000],
    ['an hour to a year', hour, 366 * day],
    ['a year to an hour', 366 * day, hour],
  ])('moves a job from %s, and it runs once, then and not before', async (_, from, to) => {
    const { world, task, starts, platform, start, stored, moveTo } = setup();
    await enqueueOne(world.ports, task, { id: 'job', runAt: start + from });

    const moved = await moveTo(to);
    await platform.drain();

    expect(moved).toMatchObject({ outcome: 'rescheduled', job: { status: 'scheduled' } });
    expect(starts).toEqual([expect.objectContaining({ at: start + to })]);
    expect(await stored()).toMatchObject({ status: 'succeeded', attempt: 1, runAt: start + to });
    expect(world.queue.all()).toEqual([]);
  });

  it('runs a job at once whose new time has passed', async () => {
    const { world, task, starts, platform, start, moveTo } = setup();
    await enqueueOne(world.ports, task, { id: 'job', runAt: start + hour });

    await moveTo(-minute);
    await platform.invoke('default');

    expect(starts).toMatchObject([{ at: start }]);
  });

  it.each([
    ['by a message', 'task', minute],
    ['by the due index', 'slow', 2 * day],
  ] as const)('moves the next attempt of a job that waits %s', async (_, type, to) => {
    const { world, platform, starts, start, moveTo, ...kit } = setup(failsOnce);
    await enqueueOne(world.ports, kit[type], { id: 'job' });
    await platform.invoke('default');

    const moved = await moveTo(to);
    await platform.drain();

    expect(moved).toMatchObject({ outcome: 'rescheduled', job: { status: 'retrying' } });
    expect(starts.map(({ at }) => at - start)).toEqual([0, to]);
  });

  it('leaves a job in the due index that cannot be sent', async () => {
    const { world, task, starts, platform, start, stored } = setup();
    await enqueueOne(world.ports, task, { id: 'job', runAt: start + hour });
    const ports = intercept(world.ports, {
      before({ name }) {
        if (name === 'queue.send') throw new Error('The queue is down');
      },
    });

    const moved = await rescheduleJob(ports, { ...address, runAt: start + minute });

    expect(moved).toMatchObject({ outcome: 'rescheduled' });
    expect(await stored()).toMatchObject({ dueAt: start + minute });
    await platform.drain();
    expect(starts).toMatchObject([{ at: start + minute }]);
  });

  it.each([
    ['by a message', 5 * minute],
    ['in the due index', 5 * hour],
  ])('lets a job that was moved be cancelled while it waits %s', async (_, to) => {
    const { world, task, starts, platform, start, stored, moveTo } = setup();
    await enqueueOne(world.ports, task, { id: 'job', runAt: start + hour });
    await moveTo(to);

    const cancelled = await cancelJob(world.ports, address);
    await platform.drain();

    expect(cancelled).toMatchObject({ outcome: 'cancelled' });
    expect(starts).toEqual([]);
    expect(await stored()).not.toHaveProperty('dueAt');
  });

  it('changes nothing the second time with the same key, whatever the time is', async () => {
    const { world, task, start, stored, moveTo } = setup();
    await enqueueOne(world.ports, task, { id: 'job', runAt: start + hour });
    await moveTo(2 * hour, 'once');
    const after = await stored();

    const again = await moveTo(3 * hour, 'once');

    expect(again).toEqual({ outcome: 'unchanged', job: after });
    expect(await stored()).toEqual(after);
  });

  it('lets each of several at once through, and the last one counts', async () => {
    const { world, task, starts, platform, start, stored, moveTo } = setup();
    await enqueueOne(world.ports, task, { id: 'job', runAt: start + hour });

    const moves = await Promise.all([2, 3, 4, 5].map((hours) => moveTo(hours * hour)));
    const { runAt } = (await stored()) ?? {};
    await platform.drain();

    expect(moves.map(({ outcome }) => outcome)).toEqual(Array(4).fill('rescheduled'));
    expect(starts).toMatchObject([{ at: runAt }]);
  });

  it('keeps a large payload until the new time and after', async () => {
    const { world, task, starts, platform, start, moveTo } = setup();
    const payload = 'x'.repeat(9_000);
    await enqueueOne(world.ports, task, { id: 'job', payload, runAt: start + hour });
    await moveTo(300 * day);
    await moveTo(299 * day);

    await world.clock.advance(298 * day);
    world.store.sweep(world.clock.now());
    await platform.drain();

    expect(starts).toMatchObject([{ payload }]);
  });

  it.each([
    ['queued', async () => {}],
    ['succeeded', (platform: Platform) => platform.drain()],
  ])('refuses a job that is %s', async (status, before) => {
    const { world, task, platform, moveTo } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    await before(platform);

    expect(await moveTo(hour)).toMatchObject({ outcome: 'not-waiting', job: { status } });
  });

  it('refuses a running job', async () => {
    const { world, slow, platform, moveTo } = setup(() => world.clock.wait(5_000));
    await enqueueOne(world.ports, slow, { id: 'job' });
    const seen: unknown[] = [];
    void world.clock.wait(2_000).then(async () => seen.push((await moveTo(hour)).outcome));

    await platform.invoke('default');

    expect(seen).toEqual(['not-waiting']);
  });

  it('does not find another tenant’s job', async () => {
    const { world, task, start } = setup();
    await enqueueOne(world.ports, task, { id: 'job', runAt: start + hour });
    const foreign = { id: 'job', tenant: 'umbrella', runAt: start };

    expect(await rescheduleJob(world.ports, foreign)).toEqual({ outcome: 'missing' });
  });
});
