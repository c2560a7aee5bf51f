import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import { retryJob } from '../../../functions/core/retry-by-hand.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';

const address = { tenant: 'acme', id: 'job' };

function setup(code: Code = () => null) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  const platform = new Platform(world, kit.jobs);
  return { world, ...kit, platform, stored: () => world.store.get('job') };
}

const listens: Code = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

const fails: Code = () => {
  throw new Error('no luck');
};

describe('cancelJob', () => {
  it('keeps a queued job from ever starting', async () => {
    const { world, task, starts, platform, stored } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });

    const cancelled = await cancelJob(world.ports, address);
    await platform.drain();

    expect(cancelled).toMatchObject({ outcome: 'cancelled', job: { status: 'cancelled' } });
    expect(starts).toEqual([]);
    expect(await stored()).toMatchObject({ status: 'cancelled', attempt: 0 });
  });

  it('takes a scheduled job out of the due index', async () => {
    const { world, task, stored } = setup();
    await enqueueOne(world.ports, task, { id: 'job', runAt: world.clock.now() + 86_400_000 });

    await cancelJob(world.ports, address);

    expect(await stored()).not.toHaveProperty('dueAt');
  });

  it('reaches a running job within 5 s', async () => {
    const { world, slow, platform, stored } = setup(listens);
    await enqueueOne(world.ports, slow, { id: 'job' });
    const times: number[] = [];
    void world.clock.wait(10_500).then(async () => {
      times.push(world.clock.now());
      times.push((await cancelJob(world.ports, address)).outcome === 'requested' ? 1 : 0);
    });

    await platform.invoke('default');

    const [asked = 0, wasRequested] = times;
    expect(wasRequested).toBe(1);
    expect(await stored()).toMatchObject({ status: 'cancelled', attempt: 1 });
    expect(world.clock.now() - asked).toBeLessThanOrEqual(5_000);
  });

  it('records a job as succeeded that returns in spite of it', async () => {
    const { world, slow, platform, stored } = setup(() => world.clock.wait(20_000));
    await enqueueOne(world.ports, slow, { id: 'job' });
    void world.clock.wait(1_000).then(() => cancelJob(world.ports, address));

    await platform.invoke('default');

    expect(await stored()).toMatchObject({ status: 'succeeded' });
  });

  it('changes nothing the second time, nor when the job is over', async () => {
    const { world, task, platform } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    await cancelJob(world.ports, address);
    await enqueueOne(world.ports, task, { id: 'other' });
    await platform.drain();

    expect(await cancelJob(world.ports, address)).toMatchObject({ outcome: 'unchanged' });
    expect(await cancelJob(world.ports, { ...address, id: 'other' })).toMatchObject({
      outcome: 'over',
      job: { status: 'succeeded' },
    });
  });

  it('does not find another tenant’s job', async () => {
    const { world, task } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });

    expect(await cancelJob(world.ports, { ...address, tenant: 'umbrella' })).toEqual({
      outcome: 'missing',
    });
  });
});

describe('retryJob', () => {
  it('runs a failed job again at once, with the policy’s attempts anew', async () => {
    let broken = true;
    const { world, task, starts, platform, stored } = setup(() => {
      if (broken) throw new Error('no luck');
    });
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform.drain();
    broken = false;

    const retried = await retryJob(world.ports, { ...address, attempts: 3 });

    expect(retried).toMatchObject({
      outcome: 'retried',
      job: { status: 'scheduled', maxAttempts: 6 },
    });
    expect(retried).not.toHaveProperty('job.error');
    await platform.invoke('default');
    expect(starts).toHaveLength(4);
    expect(await stored()).toMatchObject({ status: 'succeeded', attempt: 4 });
  });

  it('changes nothing the second time with the same key', async () => {
    const { world, task, starts, platform } = setup(fails);
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform.drain();
    await retryJob(world.ports, { ...address, attempts: 3, key: 'once' });
    await platform.drain();

    const again = await retryJob(world.ports, { ...address, attempts: 3, key: 'once' });
    await platform.drain();

    expect(again).toMatchObject({ outcome: 'unchanged', job: { status: 'failed' } });
    expect(starts).toHaveLength(6);
  });

  it('lets just one of many at once through', async () => {
    const { world, task, platform } = setup(fails);
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform.drain();

    const retried = await Promise.all(
      Array.from({ length: 10 }, () => retryJob(world.ports, { ...address, attempts: 3 })),
    );

    expect(retried.filter(({ outcome }) => outcome === 'retried')).toHaveLength(1);
    expect(retried.filter(({ outcome }) => outcome === 'not-final')).toHaveLength(9);
  });

  it('refuses a job that has succeeded, and does not call it one that is not over', async () => {
    const { world, task, platform } = setup(async () => 'done');
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform.drain();

    const refused = await retryJob(world.ports, { ...address, attempts: 3 });

    expect(refused).toMatchObject({ outcome: 'already-over', job: { status: 'succeeded' } });
  });

  it('refuses a job whose payload is gone', async () => {
    const { world, task, platform } = setup(fails);
    await enqueueOne(world.ports, task, { id: 'job', payload: 'x'.repeat(2_000) });
    await platform.drain();
    const record = await world.store.get('job');
    await world.store.putBody('job', `PAYLOAD#${record?.hash}`, '""', world.clock.now());
    world.store.sweep(world.clock.now() + 1_000);

    expect(await retryJob(world.ports, { ...address, attempts: 3 })).toMatchObject({
      outcome: 'payload-gone',
    });
  });

  it('keeps a job that was cancelled and retried from running twice', async () => {
    const { world, task, starts, platform } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    await cancelJob(world.ports, address);

    await retryJob(world.ports, { ...address, attempts: 3 });
    await platform.drain();

    expect(starts).toHaveLength(1);
  });
});
