import { describe, expect, it } from 'vitest';
import { enqueueJobs } from '../../../functions/core/enqueue.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { intercept } from '../../support/world/intercept.ts';

function setup() {
  const world = createWorld();
  const kit = testJobs(
    () => world.clock.now(),
    () => null,
  );
  return { world, ...kit, platform: new Platform(world, kit.jobs) };
}

const day = 86_400_000;

describe('enqueueJobs', () => {
  it('makes one job of many requests at once with the same key', async () => {
    const { world, task, platform, starts } = setup();

    const made = await Promise.all(
      Array.from({ length: 50 }, () => enqueueOne(world.ports, task, { id: 'same' })),
    );
    await platform.drain();

    expect(made.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    expect(made.filter((one) => one.outcome === 'accepted' && !one.replayed)).toHaveLength(1);
    expect(world.store.all()).toHaveLength(1);
    expect(starts).toHaveLength(1);
  });

  it('answers the first job to a later request with the same key', async () => {
    const { world, task } = setup();
    const first = await enqueueOne(world.ports, task, { id: 'same', payload: { a: 1, b: 2 } });

    const second = await enqueueOne(world.ports, task, { id: 'same', payload: { b: 2, a: 1 } });

    expect(second).toMatchObject({ outcome: 'accepted', replayed: true });
    expect(second).toHaveProperty('job', first.outcome === 'accepted' && first.job);
    expect(world.queue.all()).toHaveLength(1);
  });

  it('refuses the same key with another payload, even at the same moment', async () => {
    const { world, task, platform, starts } = setup();

    const made = await Promise.all(
      ['a', 'b'].map((payload) => enqueueOne(world.ports, task, { id: 'same', payload })),
    );
    await platform.drain();

    expect(made.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'conflict']);
    const [record] = world.store.all();
    // Two messages were sent. The one that lost must not run with its payload.
    expect(starts.map(({ payload }) => JSON.stringify(payload))).toEqual([record?.payload]);
  });

  it('takes a job that its worker wrote first for the request’s own', async () => {
    const { world, task, platform } = setup();
    const ports = intercept(world.ports, {
      async before({ name }) {
        if (name === 'store.create') await platform.invoke('default');
      },
    });

    const made = await enqueueOne(ports, task, { id: 'same' });

    expect(made).toMatchObject({
      outcome: 'accepted',
      replayed: false,
      job: { status: 'succeeded' },
    });
  });

  it('accepts a job whose message went out although its record could not be written', async () => {
    const { world, task, platform } = setup();
    const ports = intercept(world.ports, {
      before({ name }) {
        if (name === 'store.create') throw new Error('The store is down');
      },
    });

    const made = await enqueueOne(ports, task);
    await platform.drain();

    expect(made).toMatchObject({ outcome: 'accepted' });
    expect(world.store.all()).toMatchObject([{ status: 'succeeded' }]);
  });

  it('says so when the message cannot be sent, and writes nothing', async () => {
    const { world, task } = setup();
    const ports = intercept(world.ports, {
      before({ name }) {
        if (name === 'queue.send') throw new Error('The queue is down');
      },
    });

    const made = await enqueueOne(ports, task);

    expect(made).toMatchObject({ outcome: 'unavailable', reason: 'Error: The queue is down' });
    expect(world.store.all()).toEqual([]);
  });

  it('starts no scheduled job before its time, and all soon after', async () => {
    const { world, task, platform, starts } = setup();
    const now = world.clock.now();
    const times = [1_500, 60_000, 15 * 60_000, 15 * 60_000 + 1, day, 366 * day];
    for (const time of times) await enqueueOne(world.ports, task, { runAt: now + time });

    await platform.drain();

    const lateness = starts.map(({ at }, place) => at - now - (times[place] ?? 0));
    expect(lateness).toHaveLength(times.length);
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...lateness)).toBeLessThanOrEqual(2_000);
  });

  it('puts only jobs beyond a message’s longest delay into the due index', async () => {
    const { world, task } = setup();
    const now = world.clock.now();

    await enqueueOne(world.ports, task, { id: 'soon', runAt: now + 15 * 60_000 });
    await enqueueOne(world.ports, task, { id: 'late', runAt: now + 15 * 60_000 + 1 });

    expect(await world.store.get('soon')).not.toHaveProperty('dueAt');
    expect(await world.store.get('late')).toMatchObject({
      status: 'scheduled',
      dueAt: now + 900_001,
    });
    expect(world.queue.all()).toHaveLength(1);
  });

  it('answers each of an array in its place, with those that could not be sent', async () => {
    const { world, task, slow } = setup();
    const ports = intercept(world.ports, {
      before({ name, args }) {
        if (name === 'store.putBody' && String(args).includes('PAYLOAD')) throw new Error('full');
      },
    });
    const origin = { tenant: 'acme', requestId: 'array', depth: 0 };
    const entry = { type: task, tags: [] };

    const made = await enqueueJobs(ports, origin, [
      { ...entry, payload: 1 },
      { ...entry, payload: 'x'.repeat(2_000) },
      { ...entry, type: slow, payload: 3 },
    ]);

    expect(made.map(({ outcome }) => outcome)).toEqual(['accepted', 'unavailable', 'accepted']);
    expect(world.queue.all()).toHaveLength(2);
  });

  it.each([
    ['now', undefined, 'accepted'],
    ['for a day from now', day, 'unavailable'],
  ])(
    'answers for a job %s whose record cannot be written as its message allows',
    async (_, after, outcome) => {
      const { world, task } = setup();
      const ports = intercept(world.ports, {
        before({ name }) {
          if (name === 'store.create') throw new Error('The store is down');
        },
      });

      const made = await enqueueOne(ports, task, {
        id: 'job',
        ...(after !== undefined && { runAt: world.clock.now() + after }),
      });

      expect(made).toMatchObject({ outcome });
      expect(world.log.map(({ level, message, fields }) => ({ level, message, fields }))).toEqual(
        outcome === 'accepted'
          ? [
              {
                level: 'warn',
                message: 'The record of job job is left to its claim',
                fields: { jobId: 'job', error: 'Error: The store is down' },
              },
              expect.objectContaining({ message: 'Queued job job' }),
            ]
          : [],
      );
    },
  );

  it('says of a job whose payload cannot be stored that this is why', async () => {
    const { world, task } = setup();
    const ports = intercept(world.ports, {
      before({ name }) {
        if (name === 'store.putBody') throw new Error('full');
      },
    });

    expect(await enqueueOne(ports, task, { payload: 'x'.repeat(9_000) })).toEqual({
      outcome: 'unavailable',
      reason: 'The payload could not be stored: Error: full',
    });
  });
});
