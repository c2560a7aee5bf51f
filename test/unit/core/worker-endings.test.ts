import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { oneInvocation as setup } from '../../support/protocol/one-invocation.ts';
import { enqueueOne } from '../../support/protocol/test-jobs.ts';
import { intercept } from '../../support/world/intercept.ts';

describe('the time of a batch', () => {
  it.each([
    { spare: 4_000, begun: 2 },
    { spare: 3_999, begun: 1 },
  ])(
    'has room for a second job with $spare ms beside its timeout: begins $begun',
    async ({ spare, begun }) => {
      const { world, task, starts, work } = setup();
      for (let n = 0; n < 2; n += 1) await enqueueOne(world.ports, task);

      await work({ lasts: 30_000 + spare });

      expect(starts).toHaveLength(begun);
    },
  );

  it.each([
    { random: 0, seconds: 5 },
    { random: 0.999, seconds: 25 },
  ])('gives back what it does not begin for $seconds s', async ({ random, seconds }) => {
    const { world, task, work, waits } = setup();
    for (let n = 0; n < 2; n += 1) await enqueueOne(world.ports, task);

    await work({ ports: { ...world.ports, random: () => random }, lasts: 10_000 });

    expect(Math.min(...waits())).toBe(seconds);
  });

  it('is the lease of its jobs, with two seconds for their last write', async () => {
    const leases: unknown[] = [];
    const { world, task, work } = setup((_, { job }) => {
      leases.push(world.store.find(job.id)?.leaseUntil);
    });
    await enqueueOne(world.ports, task);
    const end = world.clock.now() + 300_000;

    await work();

    expect(leases).toEqual([end + 2_000]);
  });

  it('ends a second before the function does for an outcome that cannot be written', async () => {
    const { world, task, work } = setup();
    await enqueueOne(world.ports, task);
    const begin = world.clock.now();
    let tries = 0;
    const ports = intercept(world.ports, {
      before({ name, args }) {
        const [, change] = args as [string, { set?: { status?: string } } | undefined];
        if (name !== 'store.update' || change?.set?.status !== 'succeeded') return;
        tries += 1;
        throw new Error('The store is away');
      },
    });

    // Tries come after 0.2, 0.6, 1.4, 3, 6.2, 12.6, 22.6, 32.6 and 42.6 s: the last one would be too late.
    await work({ ports, lasts: 43_000 });

    expect(tries).toBe(9);
    expect(world.clock.now() - begin).toBeLessThan(42_000);
  });

  it('leaves no timer behind', async () => {
    const { world, task, work } = setup();
    await enqueueOne(world.ports, task);

    await work();

    expect(world.clock.next()).toBeUndefined();
  });

  it('is not spent on looking for cancels of jobs that have ended', async () => {
    const { world, task, slow, work } = setup((ms) => world.clock.wait(Number(ms)));
    await enqueueOne(world.ports, task, { id: 'short', payload: 1_000 });
    await enqueueOne(world.ports, slow, { id: 'long', payload: 9_000 });
    const asked: unknown[] = [];
    const ports = intercept(world.ports, {
      before: ({ name, args }) => void (name === 'store.getMany' && asked.push(args[0])),
    });

    await work({ ports });

    expect(asked.filter((ids) => Array.isArray(ids) && ids.length > 0)).toEqual([
      ['long'],
      ['long'],
    ]);
  });
});

describe('a message whose work fails', () => {
  it.each([
    { receiveCount: 1, seconds: 4 },
    { receiveCount: 2, seconds: 8 },
    { receiveCount: 3, seconds: 15 },
    { receiveCount: 8, seconds: 480 },
    { receiveCount: 9, seconds: 675 },
    { receiveCount: 90, seconds: 675 },
  ])(
    'comes back later each time: after $seconds s the time $receiveCount',
    async ({ receiveCount, seconds }) => {
      const { world, task, work, waits } = setup();
      await enqueueOne(world.ports, { ...task, name: 'of-no-worker' });
      const ports = intercept(world.ports, {
        before({ name }) {
          if (name === 'queue.send') throw new Error('The queue is down');
        },
      });

      const { returned, deliveries } = await work({
        ports: { ...ports, random: () => 0.5 },
        receiveCount,
      });

      expect(returned).toEqual([deliveries[0]?.messageId]);
      expect(waits()).toEqual([seconds]);
      expect(world.log).toContainEqual({
        level: 'error',
        message: `Message ${returned[0]} goes back to queue 'default'`,
        fields: { messageId: returned[0], error: 'The queue is down' },
      });
    },
  );

  it('comes back by itself if nobody can say when', async () => {
    const { world, task, work, waits } = setup();
    await enqueueOne(world.ports, task);
    const ports = intercept(world.ports, {
      before({ name }) {
        if (name !== 'store.create') throw new Error('Nothing answers');
      },
    });

    const { returned } = await work({ ports });

    expect(returned).toHaveLength(1);
    // The visibility timeout, less the time in which the claim asked again.
    expect(waits()[0]).toBeGreaterThan(300);
    expect(world.log).toContainEqual({
      level: 'warn',
      message: `Message ${returned[0]} could not be given a time to come back`,
      fields: { error: 'Error: Nothing answers' },
    });
  });
});

describe('a message that is done with', () => {
  it('of a job that is over counts for nothing', async () => {
    const { work, send } = setup();
    await send(newRecord({ type: 'task', status: 'succeeded', payload: '{}' }));

    const { returned, counts } = await work();

    expect(returned).toEqual([]);
    expect(counts).toEqual({
      queue: 'default',
      received: 1,
      succeeded: 0,
      failed: 0,
      retried: 0,
      cancelled: 0,
      returned: 0,
    });
  });

  it('of a job that crashed at its last attempt counts as failed', async () => {
    const { world, work, send, lapsed } = setup();
    await send(lapsed({ id: 'job', attempt: 3 }));

    const { returned, counts } = await work();

    expect(returned).toEqual([]);
    expect(counts).toMatchObject({ failed: 1, returned: 0 });
    expect(world.store.find('job')).toMatchObject({ status: 'failed', error: { code: 'crashed' } });
  });

  it('that nobody can read is so at once, and counts as failed the first time', async () => {
    const { world, work } = setup();
    await world.queue.send('default', [{ body: 'junk', delaySeconds: 0 }]);

    const first = await work();
    await world.clock.advance(400_000);
    const second = await work();

    expect([first.returned, second.returned]).toEqual([[], []]);
    expect([first.counts.failed, second.counts.failed]).toEqual([1, 0]);
  });
});

describe('an attempt', () => {
  it('that was overtaken has its message come back in 5 to 25 s, and counts for nothing', async () => {
    const { world, task, work, waits } = setup(async (_, { job }) => {
      const taken = { owner: 'another#0', attempt: job.attempt + 1 };
      await world.store.update(job.id, { when: [], set: taken });
    });
    await enqueueOne(world.ports, task);

    const { returned, counts } = await work({ ports: { ...world.ports, random: () => 0.999 } });

    expect(returned).toHaveLength(1);
    expect(counts).toMatchObject({ succeeded: 0, returned: 1 });
    expect(waits()).toEqual([25]);
  });

  it('has no traceparent where its request had none', async () => {
    const jobs: object[] = [];
    const { world, task, work } = setup((_, { job }) => {
      jobs.push(job);
    });
    await enqueueOne(world.ports, task);

    await work();

    expect(jobs).toHaveLength(1);
    expect(jobs[0]).not.toHaveProperty('traceparent');
  });
});

describe('a message of a type that no worker knows', () => {
  it('is sent anew ten times', async () => {
    const { world, task, work } = setup();
    await enqueueOne(world.ports, { ...task, name: 'of-no-worker' });
    let rounds = 0;

    while (world.store.all()[0]?.status !== 'failed' && rounds < 20) {
      const { deliveries, returned } = await work();
      expect(returned).toEqual([]);
      world.remove(
        'default',
        deliveries.map(({ receipt }) => receipt),
      );
      await world.clock.advance(60_000);
      rounds += 1;
    }

    expect(rounds).toBe(11);
  });

  it('comes back after a minute if it cannot be sent anew', async () => {
    const { world, task, work, waits } = setup();
    await enqueueOne(world.ports, { ...task, name: 'of-no-worker' });
    const queue = {
      send: async () => [{ ok: false as const, reason: 'The service is busy' }],
      leave: world.queue.leave.bind(world.queue),
      depths: world.queue.depths.bind(world.queue),
    };

    const { returned } = await work({ ports: { ...world.ports, queue } });

    expect(returned).toHaveLength(1);
    expect(waits()).toEqual([60]);
  });

  it('fails its job in the end, and says what is known', async () => {
    const { world, work, send } = setup();
    await send(newRecord({ id: 'job', type: 'of-no-worker' }), { isStored: false, resent: 10 });

    const { returned, counts, deliveries } = await work();

    expect(returned).toEqual([]);
    expect(counts).toMatchObject({ failed: 1 });
    const message = `No worker of queue 'default' knows the job type 'of-no-worker' (message ${deliveries[0]?.messageId}). Known: task, slow, child`;
    expect(world.store.find('job')?.error).toMatchObject({
      code: 'unknown-type',
      name: 'UnknownTypeError',
      message,
    });
  });

  it('leaves an attempt alone that another worker makes, and is dropped when the job is over', async () => {
    const { world, work, send, waits } = setup();
    const leaseUntil = world.clock.now() + 70_000;
    const running = { status: 'running', attempt: 1, owner: 'another#0', leaseUntil } as const;
    await send(newRecord({ id: 'runs', type: 'of-no-worker', ...running }), { resent: 10 });
    await send(newRecord({ id: 'over', type: 'of-no-worker', status: 'cancelled' }), {
      resent: 10,
    });

    const { returned, counts, deliveries } = await work();

    expect(returned).toEqual([deliveries[0]?.messageId]);
    expect(waits()[0]).toBe(70);
    expect(counts).toMatchObject({ failed: 0, returned: 1 });
    expect(world.store.find('runs')).toMatchObject({ status: 'running', attempt: 1 });
  });
});

describe('what was received before', () => {
  it('runs after the others if its last attempt crashed, the one with fewer attempts first', async () => {
    const { starts, work, send, lapsed } = setup();
    await send(lapsed({ id: 'twice', attempt: 2 }));
    await send(lapsed({ id: 'once', attempt: 1 }));
    await send(newRecord({ id: 'waits', type: 'task', payload: '{}' }));
    await send(newRecord({ id: 'unknown', type: 'task', payload: '{}' }), { isStored: false });

    await work({ receiveCount: 2 });

    const order = starts.map(({ id }) => id);
    expect(order.slice(0, 2).sort()).toEqual(['unknown', 'waits']);
    expect(order.slice(2)).toEqual(['once', 'twice']);
  });

  it('runs side by side if it waits, or has no record', async () => {
    const under = { way: 0, most: 0 };
    const { world, work, send } = setup(async () => {
      under.way += 1;
      under.most = Math.max(under.most, under.way);
      await world.clock.wait(1_000);
      under.way -= 1;
    });
    await send(newRecord({ type: 'task', payload: '{}' }));
    await send(newRecord({ type: 'task', payload: '{}' }), { isStored: false });

    await work({ receiveCount: 2 });

    expect(under.most).toBe(2);
  });

  it('is said to run one by one when records cannot be read', async () => {
    const { world, task, work } = setup();
    await enqueueOne(world.ports, task);
    const ports = intercept(world.ports, {
      before({ name }) {
        if (name === 'store.getMany') throw new Error('No such record');
      },
    });

    await work({ ports, receiveCount: 2 });

    expect(world.log).toContainEqual({
      level: 'warn',
      message: 'Records could not be read: their jobs run one by one',
      fields: { error: 'Error: No such record' },
    });
  });
});

describe('a cancel', () => {
  it('is seen though the look before it failed', async () => {
    const { world, slow, work } = setup(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    await enqueueOne(world.ports, slow, { id: 'job' });
    void world.clock.wait(1_000).then(() => cancelJob(world.ports, { tenant: 'acme', id: 'job' }));
    let looks = 0;
    const ports = intercept(world.ports, {
      before({ name, args }) {
        const [ids] = args as [readonly string[]];
        if (name !== 'store.getMany' || ids.length === 0) return;
        looks += 1;
        if (looks === 1) throw new Error('The store is busy');
      },
    });

    await work({ ports });

    expect(world.store.find('job')).toMatchObject({ status: 'cancelled' });
    expect(looks).toBe(2);
    expect(world.log).toContainEqual({
      level: 'warn',
      message: 'Running jobs could not be looked at for a cancel',
      fields: { error: 'Error: The store is busy' },
    });
  });
});
