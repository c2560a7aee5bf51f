import { describe, expect, it } from 'vitest';
import { exponential } from '../../../functions/core/backoff.ts';
import { buryMessage } from '../../../functions/core/bury-message.ts';
import { RetryLater } from '../../../functions/core/job-error.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import { readBodies } from '../../../functions/core/read-job.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { intercept } from '../../support/world/intercept.ts';

function setup(code: Code = () => null) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  const platform = new Platform(world, kit.jobs);
  return { world, ...kit, platform, only: () => only(world.store.all()) };
}

function only(records: readonly JobRecord[]): JobRecord {
  const [record] = records;
  if (record === undefined || records.length > 1) throw new Error(`${records.length} records`);
  return record;
}

const odd = {
  'an object without a prototype': () => Object.create(null),
  'an error whose name is a number': () => Object.assign(new Error('x'), { name: 42 }),
  'an error whose message is an object': () => Object.assign(new Error('x'), { message: { a: 1 } }),
  'an error whose message throws': () =>
    Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw Object.create(null);
      },
    }),
  'an error named RetryLater whose delay throws': () =>
    Object.defineProperty(Object.assign(new Error('x'), { name: 'RetryLater' }), 'delay', {
      get() {
        throw new Error('no delay');
      },
    }),
  'a symbol': () => Symbol('x'),
  null: () => null,
  text: () => 'text',
};

describe('a job that throws', () => {
  it.each(Object.entries(odd))(
    '%s is retried like any other, and so are its neighbours',
    async (_, make) => {
      const { world, task, platform } = setup(async (payload) => {
        if (payload === 'odd') throw make();
        await world.clock.wait(5_000);
      });
      await enqueueOne(world.ports, task, { id: 'good' });
      await enqueueOne(world.ports, task, { id: 'odd', payload: 'odd' });

      await platform.invoke('default');

      expect(await world.store.get('good')).toMatchObject({ status: 'succeeded' });
      expect(await world.store.get('odd')).toMatchObject({
        status: 'retrying',
        error: { code: 'threw', name: expect.any(String), message: expect.any(String) },
      });
    },
  );
});

describe('a job that returns', () => {
  it('what JSON cannot hold fails for good, and what it can is kept as JSON has it', async () => {
    const { world, task, platform } = setup((payload) =>
      payload === 1 ? { a: 1n } : [undefined, -0, Number.NaN],
    );
    await enqueueOne(world.ports, task, { payload: 1 });
    await enqueueOne(world.ports, task, { payload: 2 });

    await platform.invoke('default');

    expect(world.store.all()).toMatchObject([
      { status: 'failed', error: { code: 'permanent' } },
      { status: 'succeeded', result: '[null,0,null]' },
    ]);
  });
});

describe('a delay', () => {
  class ForeignRetryLater extends Error {
    override readonly name = 'RetryLater';
    readonly delay: unknown;
    constructor(delay: unknown) {
      super('later');
      this.delay = delay;
    }
  }

  it.each([undefined, '5m', Number.NaN, Number.POSITIVE_INFINITY, -5, 1e15])(
    'of %s that another copy of RetryLater asks for gives way to the backoff',
    async (delay) => {
      const { world, task, platform, only } = setup(() => {
        throw new ForeignRetryLater(delay);
      });
      await enqueueOne(world.ports, task);

      await platform.invoke('default');

      expect(only().status).toBe('retrying');
      expect((only().runAt ?? 0) - world.clock.now()).toBeLessThanOrEqual(10_000);
      expect((only().runAt ?? 0) - world.clock.now()).toBeGreaterThanOrEqual(5_000);
    },
  );

  it.each([
    ['a moment', 0.5],
    ['less than a second', 900.5],
    ['seconds', 1_500.5],
    ['just what a message may wait', 899_999.001],
    ['hours', 7_200_000.001],
  ])('of %s and a part of a millisecond ends, never too early', async (_, delay) => {
    const { world, task, starts, platform } = setup((_payload, { job }) => {
      if (job.attempt === 1) throw new ForeignRetryLater(delay);
    });
    await enqueueOne(world.ports, task);

    await platform.drain();

    expect(world.store.all()).toMatchObject([{ status: 'succeeded', attempt: 2 }]);
    const [first = 0, second = 0] = starts.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(delay);
  });

  it('is at most 366 days', () => {
    expect(() => new RetryLater('367d')).toThrow("got '367d'");
    expect(() => exponential({ from: '1d', to: '367d' })).toThrow("got '367d'");
  });

  it.each([
    ['throws', () => fail()],
    ['is no number', () => Number.NaN],
  ])('of a backoff that %s is the usual one', async (_, backoff) => {
    const { world, task, jobs, only } = setup(fail);
    const broken = { ...jobs, types: { ...jobs.types, task: { ...task, backoff } } };
    await enqueueOne(world.ports, task);

    await new Platform(world, broken).invoke('default');

    expect(only()).toMatchObject({ status: 'retrying' });
    expect(Number.isSafeInteger(only().runAt)).toBe(true);
  });
});

describe('an end', () => {
  it('as a dead letter shows its own cause, not an earlier attempt’s error', async () => {
    const { world, task, platform, only } = setup(() => {
      throw new Error('x'.repeat(5_000));
    });
    await enqueueOne(world.ports, task);
    await platform.invoke('default');
    const [message] = world.queue.all();

    await buryMessage(world.ports, 'default', {
      messageId: 'm',
      receipt: 'r',
      body: message?.body ?? '',
      receiveCount: 101,
      sentAt: 0,
    });

    const { error } = await readBodies(world.ports, only());
    expect(error).toMatchObject({
      code: 'dead-lettered',
      message: expect.stringContaining('Attempt 2 never started'),
    });
  });

  it('of what never started counts no duration', async () => {
    const { world, platform } = setup();
    await world.queue.send('default', [{ body: 'junk', delaySeconds: 0 }]);

    await platform.invoke('default');

    const [minute] = await world.store.readStats('system', 0, world.clock.now() + 60_000);
    expect(minute?.types).toMatchObject({ unknown: { failed: 1, duration: 0 } });
  });

  it('of a message nobody can read keeps as much of it as an item of DynamoDB holds', async () => {
    const { world, jobs } = setup();
    const ports = intercept(world.ports, {
      before({ name, args }) {
        const [, , text] = args;
        if (name === 'store.putBody' && Buffer.byteLength(String(text)) > 400_000) {
          throw new Error('Item size has exceeded the maximum allowed size');
        }
      },
    });
    await world.queue.send('default', [{ body: '"'.repeat(900_000), delaySeconds: 0 }]);

    await new Platform({ ...world, ports }, jobs).invoke('default');

    expect(world.store.all()).toMatchObject([{ status: 'failed', type: 'unknown' }]);
  });
});

describe('a payload', () => {
  it('outlives a wait of most of a year', async () => {
    const { world, task, starts, platform } = setup((_, { job }) => {
      if (job.attempt === 1) throw new RetryLater('300d');
    });
    await enqueueOne(world.ports, task, { payload: 'x'.repeat(20_000) });
    await platform.invoke('default');
    await world.clock.advance(299 * 86_400_000);
    world.store.sweep(world.clock.now());

    await platform.drain();

    expect(starts.map(({ payload }) => payload)).toEqual(Array(2).fill('x'.repeat(20_000)));
  });

  it('that is gone fails its job, whose code does not start without it', async () => {
    const { world, task, starts, platform, only } = setup();
    await enqueueOne(world.ports, task, { payload: 'x'.repeat(20_000) });
    const { id, hash } = only();
    await world.store.putBody(id, `PAYLOAD#${hash}`, '', world.clock.now());
    world.store.sweep(world.clock.now() + 1_000);

    await platform.drain();

    expect(starts).toEqual([]);
    expect(only()).toMatchObject({ status: 'failed', error: { code: 'invalid-payload' } });
  });

  it('whose validation hangs is timed out', async () => {
    const { world, task, jobs, only } = setup();
    const hangs = { ...task, validate: () => new Promise<never>(() => {}) };
    await enqueueOne(world.ports, task);

    await new Platform(world, { ...jobs, types: { ...jobs.types, task: hangs } }).invoke('default');

    expect(only()).toMatchObject({ status: 'retrying', error: { code: 'timed-out' } });
  });
});

function fail(): never {
  throw new Error('no luck');
}
