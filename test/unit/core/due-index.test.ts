import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import { dispatchDue } from '../../../functions/core/dispatch-due.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { rescheduleJob } from '../../../functions/core/reschedule.ts';
import { retryJob } from '../../../functions/core/retry-by-hand.ts';
import { idIn, sortableTime, timeKey } from '../../../functions/core/time-key.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { type Hooks, intercept } from '../../support/world/intercept.ts';

const minute = 60_000;
const jobs = registerJobs(defineQueues({ default: {}, slow: {} }), []);

async function setup(ids: readonly string[], fields: Partial<JobRecord> = {}) {
  const world = createWorld({
    queues: { default: { timeout: 300_000 }, slow: { timeout: 300_000 } },
  });
  const now = world.clock.now();
  const record = (id: string): JobRecord =>
    newRecord({ id, tenant: 'acme', status: 'scheduled', payload: '{}', ...fields });
  for (const id of ids) {
    const due = { runAt: now, dueAt: now, queue: id.startsWith('slow') ? 'slow' : 'default' };
    await world.store.create({ ...due, ...record(id) }, 0);
    if (fields.queue === undefined) await world.store.update(id, { when: [], set: due });
  }
  /** Both shards. */
  const dispatch = async (hooks: Hooks = {}) => {
    const ports = intercept(world.ports, hooks);
    const done = [0, 1].map((shard) =>
      dispatchDue({ ...ports, jobs }, shard, world.clock.now() + minute),
    );
    return (await Promise.all(done)).reduce((sum, { dispatched }) => sum + dispatched, 0);
  };
  const sent = () => world.queue.all().map(({ body }) => JSON.parse(body).id as string);
  return { world, now, dispatch, sent };
}

describe('dispatchDue', () => {
  it('counts what it has sent and taken out, of every queue and page', async () => {
    const ids = Array.from({ length: 250 }, (_, n) => `${n % 2 === 0 ? 'slow' : 'fast'}-${n}`);
    const { world, dispatch, sent } = await setup(ids);

    expect(await dispatch()).toBe(250);

    expect(sent().sort()).toEqual([...ids].sort());
    expect(world.store.all().filter(({ dueAt }) => dueAt !== undefined)).toEqual([]);
    expect(await dispatch()).toBe(0);
  });

  it('leaves out what has moved on since the index was read', async () => {
    const { world, now, dispatch, sent } = await setup(['stays', 'moved', 'over', 'gone']);
    const since = {
      moved: { dueAt: now + 60 * minute },
      over: { status: 'cancelled' },
      gone: { expiresAt: 1 },
    } as const;

    const dispatched = await dispatch({
      async before({ name, args: [ids] }) {
        if (name !== 'store.getMany' || !Array.isArray(ids)) return;
        for (const id of ids) {
          const set = since[id as keyof typeof since];
          if (set !== undefined) await world.store.update(id, { when: [], set });
        }
        world.store.sweep(now);
      },
    });

    expect(dispatched).toBe(1);
    expect(sent()).toEqual(['stays']);
  });

  it('does not count what it sent and could not take out', async () => {
    const { world, now, dispatch, sent } = await setup(['fine', 'moved', 'throttled']);

    const dispatched = await dispatch({
      async before({ name, args }) {
        if (name !== 'store.update') return;
        if (args[0] === 'throttled') throw new Error('throttled');
        if (args[0] !== 'moved') return;
        await world.store.update('moved', { when: [], set: { dueAt: now + 60 * minute } });
      },
    });

    expect(dispatched).toBe(1);
    expect(sent()).toHaveLength(3);
  });

  it('sends at once what should have gone long ago, and says what could not be sent', async () => {
    const { world, dispatch } = await setup(['late']);
    await world.clock.advance(10 * minute);

    const dispatched = await dispatch({
      before({ name }) {
        if (name === 'queue.send') throw new Error('down');
      },
    });

    expect(dispatched).toBe(0);
    expect(world.log).toContainEqual({
      level: 'error',
      message: "1 due jobs could not be sent to queue 'default'",
      fields: { queue: 'default', error: 'Error: down' },
    });
    expect(await dispatch()).toBe(1);
    expect(world.deliver('default')).toHaveLength(1);
  });
});

describe('a retry by hand', () => {
  const address = { tenant: 'acme', id: 'job' };

  async function failed(fields: Partial<JobRecord> = {}) {
    const world = createWorld();
    const at = world.clock.now();
    await world.store.create(
      newRecord({
        ...address,
        status: 'cancelled',
        payload: '{}',
        attempt: 2,
        result: '1',
        outcomeAt: 2,
        cancelRequestedAt: at,
        finishedAt: at,
        expiresAt: at + minute,
        progress: { fraction: 1, at },
        ...fields,
      }),
      0,
    );
    return world;
  }

  it('leaves nothing of how the job ended before, and logs that it waits', async () => {
    const world = await failed();

    const retried = await retryJob(world.ports, { ...address, attempts: 3 });

    expect(retried).toMatchObject({ outcome: 'retried', job: { maxAttempts: 5 } });
    const left = ['result', 'error', 'outcomeAt', 'cancelRequestedAt', 'expiresAt', 'finishedAt'];
    for (const field of [...left, 'failedAt', 'progress']) {
      expect(world.store.find('job')).not.toHaveProperty(field);
    }
    expect(world.log).toMatchObject([{ level: 'debug', message: 'Scheduled job job' }]);
  });

  it('finds no job of another tenant, none that expired, and none that never was', async () => {
    const world = await failed();
    const missing = { outcome: 'missing' };

    const foreign = await retryJob(world.ports, { ...address, tenant: 'umbrella', attempts: 3 });
    const none = await retryJob(world.ports, { ...address, id: 'none', attempts: 3 });
    await world.clock.advance(minute);
    const expired = await retryJob(world.ports, { ...address, attempts: 3 });

    expect([foreign, none, expired]).toEqual([missing, missing, missing]);
  });
});

describe('a cancel', () => {
  it('that is asked for twice keeps the time of the first', async () => {
    const world = createWorld();
    const begin = world.clock.now();
    const address = { tenant: 'acme', id: 'job' };
    await world.store.create(newRecord({ ...address, status: 'running', attempt: 1 }), 0);

    await cancelJob(world.ports, address);
    await world.clock.advance(1_000);
    const again = await cancelJob(world.ports, address);

    expect(again).toMatchObject({ outcome: 'requested', job: { cancelRequestedAt: begin } });
    expect(world.store.find('job')?.cancelRequestedAt).toBe(begin);
  });

  it('that comes as the attempt ends sees that it is over', async () => {
    const world = createWorld();
    const address = { tenant: 'acme', id: 'job' };
    await world.store.create(newRecord({ ...address, status: 'running', attempt: 1 }), 0);
    const ports = intercept(world.ports, {
      async before({ name }) {
        if (name !== 'store.update') return;
        await world.store.update('job', { when: [], set: { status: 'succeeded' } });
      },
    });

    expect(await cancelJob(ports, address)).toMatchObject({
      outcome: 'over',
      job: { status: 'succeeded' },
    });
    expect(world.store.find('job')).not.toHaveProperty('cancelRequestedAt');
  });
});

describe('a reschedule', () => {
  const address = { tenant: 'acme', id: 'job' };

  it('of a job whose payload is gone says so', async () => {
    const world = createWorld();
    const status = { status: 'scheduled', runAt: world.clock.now() + minute } as const;
    await world.store.create(newRecord({ ...address, ...status }), 0);

    const moved = await rescheduleJob(world.ports, { ...address, runAt: world.clock.now() });

    expect(moved).toMatchObject({ outcome: 'payload-gone', job: { id: 'job' } });
  });

  it.each([
    [15 * minute, 1],
    [15 * minute + 1, 0],
  ])('to %i ms from now sends %i messages at once', async (ms, messages) => {
    const world = createWorld();
    const runAt = world.clock.now() + 60 * minute;
    await world.store.create(
      newRecord({ ...address, status: 'scheduled', payload: '{}', runAt, dueAt: runAt }),
      0,
    );

    await rescheduleJob(world.ports, { ...address, runAt: world.clock.now() + ms });

    expect(world.queue.all()).toHaveLength(messages);
  });
});

describe('keys of indexes', () => {
  it('sort as their times do, and hold the id', () => {
    expect(sortableTime(7)).toBe('0000000000007');
    expect(timeKey(7, 'job')).toBe('0000000000007#job');
    expect(idIn(timeKey(7, 'a#b'))).toBe('a#b');
  });
});
