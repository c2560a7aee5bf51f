import { describe, expect, it } from 'vitest';
import { defineJob } from '../../../functions/core/define-job.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { runBatch } from '../../../functions/core/run-batch.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld, type World } from '../../../testing/world/create-world.ts';
import { anything, type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { Crash } from '../../support/world/crashing.ts';
import { intercept } from '../../support/world/intercept.ts';

function setup(code: Code) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  return { world, ...kit, platform: new Platform(world, kit.jobs) };
}

/** A process that a job can take with it: from then on it makes no call. */
function killer(world: World) {
  let crashed = false;
  const ports = intercept(world.ports, {
    before() {
      if (crashed) throw new Crash('The process is gone');
    },
  });
  return {
    process: {
      ports,
      get crashed() {
        return crashed;
      },
    },
    kill: () => {
      crashed = true;
      return new Promise(() => {});
    },
  };
}

describe('a batch', () => {
  it('runs its jobs side by side', async () => {
    const under = { way: 0, most: 0 };
    const { world, task, platform } = setup(async () => {
      under.way += 1;
      under.most = Math.max(under.most, under.way);
      await world.clock.wait(1_000);
      under.way -= 1;
    });
    for (let n = 0; n < 10; n += 1) await enqueueOne(world.ports, task);

    await platform.invoke('default');

    expect(under.most).toBe(10);
  });

  it('costs each neighbour of a poison job at most one attempt', async () => {
    let current = killer(createWorld());
    const { world, task, platform } = setup((payload) =>
      payload === 'poison' ? current.kill() : null,
    );
    await enqueueOne(world.ports, task, { payload: 'poison' });
    for (let n = 0; n < 9; n += 1) await enqueueOne(world.ports, task, { payload: n });

    for (let round = 0; round < 20; round += 1) {
      current = killer(world);
      await platform.invoke('default', { process: current.process });
      // The visibility timeout of a function of five minutes.
      await world.clock.advance(330_000);
    }

    const records = world.store.all();
    const poison = records.filter(({ payload }) => payload === '"poison"');
    const others = records.filter(({ payload }) => payload !== '"poison"');
    expect(poison).toMatchObject([{ status: 'failed', attempt: 3, error: { code: 'crashed' } }]);
    expect(others.map(({ status }) => status)).toEqual(Array(9).fill('succeeded'));
    for (const { attempt } of others) expect(attempt).toBeLessThanOrEqual(2);
  });

  it('starts no suspect beside code that outlived its attempt', async () => {
    let current = killer(createWorld());
    const { world, task, platform } = setup((payload, { job }) => {
      if (job.attempt === 1) return current.kill();
      return payload === 'hangs' ? new Promise(() => {}) : null;
    });
    await enqueueOne(world.ports, task, { id: 'hangs', payload: 'hangs' });
    await enqueueOne(world.ports, task, { id: 'suspect' });
    current = killer(world);
    await platform.invoke('default', { process: current.process });
    await world.clock.advance(330_000);

    await platform.invoke('default');

    expect(await world.store.get('hangs')).toMatchObject({ status: 'retrying', attempt: 2 });
    expect(await world.store.get('suspect')).toMatchObject({ status: 'running', attempt: 1 });
    await platform.drain();
    expect(await world.store.get('suspect')).toMatchObject({ status: 'succeeded', attempt: 2 });
  });

  it.each([
    { overrunFor: 10_000, receiveCount: 2, started: ['deaf', 'slow', 'suspect'] },
    { overrunFor: 60_000, receiveCount: 9, started: ['deaf', 'slow'] },
    { overrunFor: 60_000, receiveCount: 10, started: ['suspect', 'deaf', 'slow'] },
  ])(
    'starts, of a suspect received $receiveCount times after code that went on for $overrunFor ms, $started',
    async ({ overrunFor, receiveCount, started }) => {
      const { world, task, slow, jobs, starts } = setup((ms) => world.clock.wait(Number(ms)));
      await enqueueOne(world.ports, task, { id: 'deaf', payload: 30_000 + overrunFor });
      await enqueueOne(world.ports, slow, { id: 'slow', payload: 50_000 });
      await enqueueOne(world.ports, task, { id: 'suspect', payload: 0 });
      const lapsed = { status: 'running', attempt: 1, leaseUntil: world.clock.now() } as const;
      await world.store.update('suspect', { when: [], set: lapsed });
      const deliveries = world
        .deliver('default')
        .map((delivery, place) => (place === 2 ? { ...delivery, receiveCount } : delivery));

      const work = runBatch(world.ports, jobs, {
        source: { queue: 'default', deadLetters: false },
        deliveries,
        invocation: 'mixed',
        deadline: world.clock.now() + 300_000,
        shutdown: new AbortController().signal,
      });
      await world.clock.advance(120_000);
      await work;

      expect(starts.map(({ id }) => id)).toEqual(started);
    },
  );

  it.each([
    ['the shortest queue for its jobs', { queue: '70s', job: '1m', run: 10_000 }],
    ['a queue of long jobs', { queue: '15m', job: '10m', run: 300_000 }],
  ] as const)(
    'starts a suspect before its receive limit, in batches full of others, on %s',
    async (_name, { queue, job, run }) => {
      const world = createWorld();
      const work = defineJob({
        name: 'work',
        input: anything,
        timeout: job,
        run: () => world.clock.wait(run),
      });
      const jobs = registerJobs(defineQueues({ default: { timeout: queue } }), [work]);
      const platform = new Platform(world, jobs);
      await enqueueOne(world.ports, work, { id: 'suspect' });
      const killed = { status: 'running', attempt: 1, leaseUntil: world.clock.now() } as const;
      await world.store.update('suspect', { when: [], set: killed });
      // It has been delivered before.
      const [{ receipt } = { receipt: '' }] = world.deliver('default');
      const source = { queue: 'default', deadLetters: false };
      await world.queue.leave(source, [{ receipt, seconds: 0 }]);

      const isRunning = async () => (await world.store.get('suspect'))?.status === 'running';
      for (let round = 0; round < 300 && (await isRunning()); round += 1) {
        for (let n = 0; n < 9; n += 1) await enqueueOne(world.ports, work);
        await platform.invoke('default');
        await platform.buryDeadLetters('default');
        await world.clock.advance(1_000);
      }

      expect(await world.store.get('suspect')).toMatchObject({ status: 'succeeded', attempt: 2 });
    },
  );

  it('gives back the other suspects behind one that runs for long, and not behind short ones', async () => {
    const { world, task, jobs, starts } = setup((ms) => world.clock.wait(Number(ms)));
    const lengths = { short: 100, shorter: 10, long: 15_000, second: 15_000, third: 15_000 };
    for (const [id, payload] of Object.entries(lengths)) {
      await enqueueOne(world.ports, task, { id, payload });
      const killed = { status: 'running', attempt: 1, leaseUntil: world.clock.now() } as const;
      await world.store.update(id, { when: [], set: killed });
    }
    const deliveries = world.deliver('default').map((each) => ({ ...each, receiveCount: 2 }));
    const began = world.clock.now();

    const work = runBatch(world.ports, jobs, {
      source: { queue: 'default', deadLetters: false },
      deliveries,
      invocation: 'after-a-kill',
      deadline: began + 300_000,
      shutdown: new AbortController().signal,
    });
    await world.clock.advance(3_000);

    // While the long one goes on they can be run elsewhere.
    const waits = world.queue.all().map(({ visibleAt }) => visibleAt - began);
    expect(waits.filter((ms) => ms < 30_000)).toHaveLength(2);
    await world.clock.advance(20_000);
    expect((await work).returned).toEqual(deliveries.slice(3).map(({ messageId }) => messageId));
    expect(starts.map(({ id }) => id)).toEqual(['short', 'shorter', 'long']);
  });

  it('counts no attempt for messages that were received often without a start', async () => {
    const { world, task, starts, platform } = setup(() => null);
    await enqueueOne(world.ports, task);
    for (let receive = 0; receive < 20; receive += 1) {
      world.deliver('default');
      await world.clock.advance(400_000);
    }

    await platform.drain();

    expect(starts).toMatchObject([{ attempt: 1 }]);
  });

  it('gives back what cannot finish before the deadline, but for its first job', async () => {
    const { world, slow, jobs, starts } = setup(() => null);
    for (let n = 0; n < 3; n += 1) await enqueueOne(world.ports, slow);

    const result = await runBatch(world.ports, jobs, {
      source: { queue: 'default', deadLetters: false },
      deliveries: world.deliver('default'),
      invocation: 'short',
      deadline: world.clock.now() + 30_000,
      shutdown: new AbortController().signal,
    });

    expect(starts).toHaveLength(1);
    expect(result.returned).toHaveLength(2);
    expect(
      world.store
        .all()
        .map(({ attempt }) => attempt)
        .sort(),
    ).toEqual([0, 0, 1]);
    const waits = world.queue.all().map(({ visibleAt }) => (visibleAt - world.clock.now()) / 1_000);
    for (const wait of waits.filter((seconds) => seconds < 300)) {
      expect(wait).toBeGreaterThanOrEqual(5);
      expect(wait).toBeLessThanOrEqual(25);
    }
  });

  it('starts nothing once a shutdown was asked for', async () => {
    const { world, task, starts, platform } = setup(() => null);
    await enqueueOne(world.ports, task);

    await platform.invoke('default', { shutdown: AbortSignal.abort() });

    expect(starts).toEqual([]);
    expect(world.store.all()).toMatchObject([{ status: 'queued', attempt: 0 }]);
  });

  it('gives up a job that goes on for ten seconds after a shutdown', async () => {
    const { world, task, platform } = setup((_, { job }) =>
      job.attempt === 1 ? new Promise(() => {}) : null,
    );
    await enqueueOne(world.ports, task);
    const shutdown = new AbortController();
    void world.clock.wait(1_000).then(() => shutdown.abort());
    const begin = world.clock.now();

    await platform.invoke('default', { shutdown: shutdown.signal });

    expect(world.clock.now() - begin).toBeLessThanOrEqual(12_000);
    expect(world.store.all()).toMatchObject([{ status: 'retrying', attempt: 1, maxAttempts: 4 }]);
  });

  it('writes what it did into the statistics, one write for each tenant', async () => {
    const { world, task, platform } = setup((payload) => {
      if (payload === 'bad') throw new Error('no luck');
    });
    await enqueueOne(world.ports, task);
    await enqueueOne(world.ports, task, { payload: 'bad' });

    await platform.invoke('default');

    const now = world.clock.now();
    const [minute] = await world.store.readStats('acme', now - 60_000, now + 60_000);
    expect(minute?.types).toMatchObject({ task: { succeeded: 1, retried: 1, failed: 0 } });
  });
});
