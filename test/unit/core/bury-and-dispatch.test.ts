import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import { dispatchDue } from '../../../functions/core/dispatch-due.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { intercept } from '../../support/world/intercept.ts';

const receiveLimit = 15;

function setup(code: Code = () => null) {
  const world = createWorld({ receiveLimit });
  const kit = testJobs(() => world.clock.now(), code);
  const receiveOften = async () => {
    for (let receive = 0; receive <= receiveLimit; receive += 1) {
      world.deliver('default');
      await world.clock.advance(400_000);
    }
  };
  return { world, ...kit, platform: new Platform(world, kit.jobs), receiveOften };
}

describe('burying a dead letter', () => {
  it('says of a job that never started how often its message was received', async () => {
    const { world, task, platform, receiveOften } = setup();
    await enqueueOne(world.ports, task);
    await receiveOften();

    await platform.buryDeadLetters('default');

    expect(world.store.all()).toMatchObject([
      {
        status: 'failed',
        attempt: 0,
        error: { code: 'dead-lettered', message: expect.stringContaining('Never started') },
      },
    ]);
  });

  it('writes the record of a job that has none', async () => {
    const { world, task, platform, receiveOften } = setup();
    const ports = intercept(world.ports, {
      before({ name }) {
        if (name === 'store.create') throw new Error('The store is down');
      },
    });
    await enqueueOne(ports, task, { payload: { kept: true } });
    await receiveOften();

    await platform.buryDeadLetters('default');

    expect(world.store.all()).toMatchObject([{ status: 'failed', payload: '{"kept":true}' }]);
  });

  it('leaves a job alone that runs under a live lease', async () => {
    const { world, task, platform, receiveOften } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    await receiveOften();
    const leaseUntil = world.clock.now() + 60_000;
    const running = { status: 'running', owner: 'another', leaseUntil, attempt: 1 } as const;
    await world.store.update('job', { when: [], set: running });

    await platform.buryDeadLetters('default');

    expect(await world.store.get('job')).toMatchObject({ status: 'running' });
    await world.clock.advance(61_000);
    await platform.buryDeadLetters('default');
    expect(await world.store.get('job')).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('Attempt 1 ended without a word') },
    });
  });

  it('drops the dead letter of a job that is over', async () => {
    const { world, task, platform, receiveOften } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    await receiveOften();
    await cancelJob(world.ports, { tenant: 'acme', id: 'job' });

    await platform.buryDeadLetters('default');

    expect(await world.store.get('job')).toMatchObject({ status: 'cancelled' });
    expect(world.queue.all()).toEqual([]);
  });
});

describe('dispatchDue', () => {
  it('keeps those in the index that could not be sent, and sends the others', async () => {
    const { world, task, platform, starts } = setup();
    const runAt = world.clock.now() + 3_600_000;
    await enqueueOne(world.ports, task, { id: 'stuck', runAt });
    await world.store.update('stuck', { when: [], set: { queue: 'gone' } });
    await enqueueOne(world.ports, task, { id: 'fine', runAt: runAt + 1 });
    await world.clock.advance(3_600_000);

    await platform.schedule();
    await platform.invoke('default');
    await world.clock.advance(1_000);
    await platform.invoke('default');

    expect(starts.map(({ id }) => id)).toEqual(['fine']);
    expect(await world.store.get('stuck')).toMatchObject({ status: 'scheduled', dueAt: runAt });
  });

  it('stops at its deadline and says so', async () => {
    const { world, task, jobs } = setup();
    const runAt = world.clock.now() + 3_600_000;
    for (let n = 0; n < 30; n += 1) await enqueueOne(world.ports, task, { runAt });
    await world.clock.advance(3_600_000);

    const done = await dispatchDue({ ...world.ports, jobs }, 0, world.clock.now());

    expect(done).toEqual({ dispatched: 0, complete: false });
  });
});
