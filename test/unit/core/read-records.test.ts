import { expect, it } from 'vitest';
import { LaterVersion } from '../../../functions/core/later-version.ts';
import { listJobs } from '../../../functions/core/list-jobs.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { intercept, type PortCall } from '../../support/world/intercept.ts';

const [minute, day] = [60_000, 86_400_000];

function setup() {
  const world = createWorld();
  const kit = testJobs(
    () => world.clock.now(),
    () => null,
  );
  return { world, ...kit, platform: new Platform(world, kit.jobs) };
}

/** A store that another release has written the job `odd` into. */
function before({ name, args: [asked] }: PortCall): void {
  const isAsked = asked === 'odd' || (Array.isArray(asked) && asked.includes('odd'));
  if (/^store.get(Many)?$/.test(name) && isAsked) throw new LaterVersion('It has version 2');
}

it('sends the due jobs behind one that this release cannot read', async () => {
  const { world, task, platform } = setup();
  const ports = intercept(world.ports, { before });
  const runAt = world.clock.now() + day;
  await enqueueOne(world.ports, task, { id: 'odd', runAt });
  for (let n = 0; n < 20; n += 1) await enqueueOne(world.ports, task, { runAt: runAt + n });
  await world.clock.advance(day);

  for (let run = 0; run < 3; run += 1) {
    await platform.schedule({ ports, crashed: false });
    await platform.runMessages();
    await world.clock.advance(minute);
  }

  const waiting = world.store.all().filter(({ status }) => status !== 'succeeded');
  expect(waiting).toMatchObject([{ id: 'odd', status: 'scheduled', dueAt: runAt }]);
  expect(world.log).toContainEqual({
    level: 'error',
    message: 'Job odd is left alone: It has version 2',
    fields: { jobId: 'odd' },
  });
});

it('sends anew what was forgotten beside it', async () => {
  const { world, task, platform, starts } = setup();
  const ports = intercept(world.ports, { before });
  for (const id of ['odd', 'lost']) await enqueueOne(world.ports, task, { id });
  world.remove(
    'default',
    world.deliver('default').map(({ receipt }) => receipt),
  );

  for (let passed = 0; passed < 12; passed += 1) {
    await world.clock.advance(day);
    await platform.schedule({ ports, crashed: false });
    await platform.schedule({ ports, crashed: false });
    await platform.runMessages();
  }

  expect(starts).toMatchObject([{ id: 'lost' }]);
});

it('lists the others', async () => {
  const { world, task } = setup();
  const ports = intercept(world.ports, { before });
  for (const id of ['one', 'odd', 'two']) await enqueueOne(world.ports, task, { id });

  const { jobs } = await listJobs(ports, { tenant: 'acme', limit: 10 });

  expect(jobs.map(({ id }) => id).sort()).toEqual(['one', 'two']);
});

it('does not take a store that is down for that', async () => {
  const { world, task } = setup();
  await enqueueOne(world.ports, task);
  const ports = intercept(world.ports, {
    before({ name }) {
      if (name === 'store.getMany') throw new Error('The store is down');
    },
  });

  await expect(listJobs(ports, { tenant: 'acme', limit: 10 })).rejects.toThrow('is down');
});
