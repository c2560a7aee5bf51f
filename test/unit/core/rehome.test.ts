import { expect, it } from 'vitest';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

/** A job that is due in an hour, on a queue that the release before had. */
async function setup(change: { readonly type?: string } = {}) {
  const world = createWorld();
  const kit = testJobs(
    () => world.clock.now(),
    () => null,
  );
  const runAt = world.clock.now() + hour;
  const former = { ...kit.task, queue: 'former', name: change.type ?? kit.task.name };
  await enqueueOne(world.ports, former, { id: 'job', runAt });
  const platform = new Platform(world, kit.jobs);
  await world.clock.advance(hour);
  /** Runs everything each minute for so long. */
  const pass = async (time: number) => {
    for (const end = world.clock.now() + time; world.clock.now() < end; ) {
      await platform.schedule();
      await platform.runMessages();
      await world.clock.advance(minute);
    }
  };
  return { world, runAt, pass, ...kit };
}

it('sends a job whose queue was taken out to the queue that its type has now', async () => {
  const { world, pass, starts } = await setup();

  await pass(20 * minute);

  expect(starts).toMatchObject([{ id: 'job', attempt: 1 }]);
  expect(await world.store.get('job')).toMatchObject({ status: 'succeeded', queue: 'default' });
});

it('leaves it alone for a quarter of an hour, and says so: the next release may have the queue', async () => {
  const { world, runAt, pass } = await setup();

  await pass(14 * minute);

  expect(await world.store.get('job')).toMatchObject({
    status: 'scheduled',
    queue: 'former',
    dueAt: runAt,
  });
  expect(world.log).toContainEqual({
    level: 'error',
    message: "1 due jobs wait for queue 'former', which this release does not have",
    fields: { queue: 'former' },
  });
});

it('ends it if its type is gone as well, after a day, and counts that', async () => {
  const { world, pass } = await setup({ type: 'forgotten' });

  await pass(day - 5 * minute);
  expect(await world.store.get('job')).toMatchObject({ status: 'scheduled' });
  await pass(10 * minute);

  expect(await world.store.get('job')).toMatchObject({
    status: 'failed',
    error: {
      code: 'unknown-type',
      message:
        "There is no queue 'former' any more, and no job type 'forgotten'. Known: task, slow, child",
    },
  });
  const now = world.clock.now();
  const stats = await world.store.readStats('acme', now - hour, now);
  expect(stats).toMatchObject([{ types: { forgotten: { failed: 1 } } }]);
});

it('cancels it instead if that was asked for', async () => {
  const { world, pass } = await setup({ type: 'forgotten' });
  const set = { cancelRequestedAt: world.clock.now() };
  await world.store.update('job', { when: [], set });

  await pass(day + 5 * minute);

  expect(await world.store.get('job')).toMatchObject({ status: 'cancelled' });
});
