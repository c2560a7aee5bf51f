import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
// Loaded here, since the clock of a world does not stand still while a module is.
import '../../../functions/system-jobs/retry-all.ts';
import { retryMany } from '../../../functions/system-jobs/retry-many.ts';
import type { RetryRequest } from '../../../functions/system-jobs/retry-request.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { type CrashPoint, crashing } from '../../support/world/crashing.ts';
import { intercept } from '../../support/world/intercept.ts';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** Jobs fail, each after one attempt, as long as they are not mended. */
function setup(code?: Code) {
  const world = createWorld();
  const state = { mended: false };
  const kit = testJobs(
    () => world.clock.now(),
    (payload, context) => {
      if (!state.mended) throw new Error('not mended');
      return code?.(payload, context);
    },
  );
  const platform = new Platform(world, kit.jobs);

  async function fail(ids: readonly string[], type: 'task' | 'slow' = 'task', tag = 'none') {
    for (const id of ids) {
      await enqueueOne(world.ports, kit[type], { id, tags: [tag] });
      await world.store.update(id, { when: [], set: { maxAttempts: 1 } });
    }
    while ((await platform.invoke('default')) > 0);
    await world.clock.advance(second);
  }

  const retry = (payload: RetryRequest) =>
    enqueueOne(world.ports, retryMany(world.ports, kit.jobs), { id: 'retry', payload });

  const statusesOf = async (ids: readonly string[]) =>
    (await world.store.getMany(ids)).map((record) => record?.status);

  return { world, ...kit, platform, state, fail, retry, statusesOf };
}

async function resultOf({ world }: ReturnType<typeof setup>): Promise<unknown> {
  const record = await world.store.get('retry');
  expect(record).toMatchObject({ status: 'succeeded' });
  return JSON.parse(record?.result ?? 'null');
}

function many(count: number): readonly string[] {
  return Array.from({ length: count }, (_, place) => `job-${place}`);
}

describe('a retry of many', { timeout: 30_000 }, () => {
  it('by ids runs each of them again, and says which could not be', async () => {
    const kit = setup();
    const { world, task, state, platform, fail, retry, statusesOf } = kit;
    await fail(['a', 'b', 'gone']);
    await enqueueOne(world.ports, task, { id: 'waiting', runAt: world.clock.now() + hour });
    await enqueueOne(world.ports, task, { id: 'cancelled', runAt: world.clock.now() + hour });
    await cancelJob(world.ports, { tenant: 'acme', id: 'cancelled' });
    await world.store.update('gone', { when: [], set: { hash: 'other' }, remove: ['payload'] });
    await world.store.update('b', { when: [], set: { tenant: 'umbrella' } });
    state.mended = true;

    await retry({ ids: ['a', 'b', 'gone', 'waiting', 'cancelled', 'unknown'] });
    await platform.invoke('errand');
    await platform.invoke('default');

    expect(await resultOf(kit)).toEqual({
      retried: 2,
      skipped: { missing: 2, 'payload-gone': 1, 'not-final': 1 },
    });
    expect(await statusesOf(['a', 'b', 'cancelled', 'waiting'])).toEqual([
      'succeeded',
      'failed',
      'succeeded',
      'scheduled',
    ]);
  });

  it.each<[string, RetryRequest, readonly string[]]>([
    ['everything', { filter: {} }, ['a', 'b', 'c']],
    ['a type', { filter: { type: 'slow' } }, ['b']],
    ['a tag', { filter: { tag: 'blue' } }, ['c']],
    ['an error', { filter: { code: 'threw' } }, ['a', 'b', 'c']],
    ['another error', { filter: { code: 'crashed' } }, []],
    ['a time before', { filter: { failedBefore: '2030-01-01T01:00:00Z' } }, ['a']],
    ['a time after', { filter: { failedAfter: '2030-01-01T01:00:00Z' } }, ['b', 'c']],
    ['all at once', { filter: { type: 'task', failedAfter: '2030-01-01T00:30:00Z' } }, ['c']],
  ])('by a filter of %s leaves the others alone', async (_, request, expected) => {
    const kit = setup();
    const { world, state, platform, fail, retry } = kit;
    await fail(['a']);
    await world.clock.advance(hour);
    await fail(['b'], 'slow');
    await fail(['c'], 'task', 'blue');
    state.mended = true;

    await retry(request);
    await platform.drain();

    expect(await resultOf(kit)).toEqual({ retried: expected.length, skipped: {} });
    const records = await world.store.getMany(['a', 'b', 'c']);
    const run = records.filter((record) => record?.status === 'succeeded');
    expect(run.map((record) => record?.id)).toEqual(expected);
  });

  it('does not meet a second time what fails again', async () => {
    const kit = setup();
    const { starts, platform, fail, retry } = kit;
    await fail(many(250));
    const before = starts.length;

    await retry({ filter: {} });
    while ((await platform.invoke('errand')) + (await platform.invoke('default')) > 0);
    await platform.drain();

    expect(await resultOf(kit)).toEqual({ retried: 250, skipped: {} });
    // Each three times, as its policy has it.
    expect(starts).toHaveLength(before + 3 * 250);
  });

  it('leaves out jobs of another tenant, and its own kind unless that is named', async () => {
    const kit = setup();
    const { world, state, platform, fail, retry, statusesOf } = kit;
    await fail(['mine', 'foreign', 'own']);
    await world.store.update('foreign', { when: [], set: { tenant: 'umbrella' } });
    await world.store.update('own', { when: [], set: { type: 'errand-retry' } });
    state.mended = true;

    await retry({ filter: {} });
    await platform.drain();

    expect(await resultOf(kit)).toEqual({ retried: 1, skipped: {} });
    expect(await statusesOf(['mine', 'foreign', 'own'])).toEqual(['succeeded', 'failed', 'failed']);
  });

  it('spreads them by its rate from its start on', async () => {
    const kit = setup();
    const { world, state, starts, platform, fail, retry } = kit;
    await fail(many(20));
    const before = starts.length;
    state.mended = true;
    const start = world.clock.now();

    await retry({ ids: ['unknown', ...many(20)], rate: 2 });
    await platform.drain();

    const times = starts.slice(before).map(({ at }) => at - start);
    // A message is delayed by whole seconds, and the first place is the unknown one's.
    expect(times).toEqual(many(20).map((_, place) => Math.ceil((place + 1) / 2) * second));
  });

  it('leaves to the due index what its rate has wait for more than 15 minutes', async () => {
    const kit = setup();
    const { world, platform, fail, retry } = kit;
    await fail(many(905));
    const start = world.clock.now();

    await retry({ filter: {}, rate: 1 });
    await platform.invoke('errand');

    const records = world.store.all().filter(({ id }) => id !== 'retry');
    const times = records.map(({ runAt = 0 }) => runAt - start).toSorted((a, b) => a - b);
    expect(times).toEqual(many(905).map((_, place) => place * second));
    expect(records.filter(({ dueAt }) => dueAt !== undefined)).toHaveLength(4);
  });

  it('reports its progress', async () => {
    const kit = setup();
    const { world, fail, retry, platform } = kit;
    await fail(many(250));
    const seen: unknown[] = [];
    const slow = intercept(world.ports, {
      before: ({ name }) => (name === 'store.failed' ? world.clock.wait(2 * second) : undefined),
      after: ({ name, args: [id, change] }) => {
        const { progress } = (change as { set?: Partial<JobRecord> } | undefined)?.set ?? {};
        if (name === 'store.update' && id === 'retry' && progress) seen.push(progress.note);
      },
    });

    await retry({ filter: {} });
    await platform.invoke('errand', { process: { ports: slow, crashed: false } });

    expect(seen).toEqual([
      '0 retried, 0 skipped',
      '100 retried, 0 skipped',
      '200 retried, 0 skipped',
      '250 retried, 0 skipped',
      // The settle's, once more.
      '250 retried, 0 skipped',
    ]);
    expect(await world.store.get('retry')).toMatchObject({ progress: { fraction: 1 } });
  });

  it('goes on in another attempt when its part is over, which uses up none', async () => {
    const kit = setup();
    const { world, fail, retry, platform } = kit;
    await fail(many(650));
    const slow = intercept(world.ports, {
      before: ({ name }) => (name === 'store.failed' ? world.clock.wait(2 * minute) : undefined),
    });
    const process = { ports: slow, crashed: false };

    await retry({ filter: {} });
    await platform.invoke('errand', { process });
    const between = await world.store.get('retry');
    await world.clock.advance(second);
    await platform.invoke('errand', { process });

    expect(between).toMatchObject({ status: 'retrying', attempt: 1, maxAttempts: 6 });
    expect(await resultOf(kit)).toEqual({ retried: 650, skipped: {} });
    expect(await world.store.get('retry')).toMatchObject({ attempt: 2 });
  });

  it('goes on where a shutdown ended it, and counts each job once', async () => {
    const kit = setup();
    const { world, fail, retry, platform } = kit;
    await fail(many(250));
    const shutdown = new AbortController();
    const slow = intercept(world.ports, {
      before({ name }) {
        if (name === 'queue.send') shutdown.abort();
      },
    });

    await retry({ filter: {} });
    const stopped = { process: { ports: slow, crashed: false }, shutdown: shutdown.signal };
    await platform.invoke('errand', stopped);
    const between = await world.store.get('retry');
    await world.clock.advance(second);
    await platform.invoke('errand');

    expect(between).toMatchObject({ status: 'retrying', attempt: 1 });
    expect(await resultOf(kit)).toEqual({ retried: 250, skipped: {} });
  });

  it('stops when it is cancelled, and what it has retried stays so', async () => {
    const kit = setup();
    const { world, fail, retry, platform } = kit;
    await fail(many(250));
    const slow = intercept(world.ports, {
      before: ({ name }) => (name === 'store.failed' ? world.clock.wait(10 * second) : undefined),
    });
    void world.clock
      .wait(12 * second)
      .then(() => cancelJob(world.ports, { tenant: 'acme', id: 'retry' }));

    await retry({ filter: {} });
    await platform.invoke('errand', { process: { ports: slow, crashed: false } });

    expect(await world.store.get('retry')).toMatchObject({ status: 'cancelled' });
    const left = world.store.all().filter(({ status }) => status === 'failed');
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(250);
  });

  it('counts right, and retries each once, wherever its process dies', async () => {
    async function tryPoint(point?: CrashPoint) {
      const kit = setup();
      const { world, starts, platform, fail, retry } = kit;
      await fail(many(12));
      const before = starts.length;
      await retry({ ids: many(12) });
      const process = crashing(world.ports, point);
      await platform.invoke('errand', { process });
      await platform.drain();
      return { result: await resultOf(kit), runs: starts.length - before, calls: process.calls };
    }

    const { calls } = await tryPoint();
    expect(calls).toContain('store.putBody');
    for (let at = 1; at <= calls.length; at += 1) {
      const moment = at % 2 === 0 ? 'before' : 'after';

      const { result, runs } = await tryPoint({ at, moment });

      expect(result, `${moment} call ${at}`).toEqual({ retried: 12, skipped: {} });
      expect(runs, `${moment} call ${at}`).toBe(3 * 12);
    }
  });
});
