import { describe, expect, it } from 'vitest';
import type { Change } from '../../../functions/core/condition.ts';
import { reportProgress } from '../../../functions/core/report-progress.ts';
import { retryJob } from '../../../functions/core/retry-by-hand.ts';
import { runBatch } from '../../../functions/core/run-batch.ts';
import { waitForJob } from '../../../functions/core/wait-for-job.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { type Hooks, intercept } from '../../support/world/intercept.ts';

function setup(code: Code = () => null) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  /** The platform, with hooks around the calls of its functions. */
  const platform = (hooks: Hooks = {}) =>
    new Platform({ ...world, ports: intercept(world.ports, hooks) }, kit.jobs);
  return { world, ...kit, platform, only: () => world.store.all()[0] };
}

function statusOf(args: readonly unknown[]): unknown {
  return (args[1] as Change).set?.status;
}

describe('a store that is away for a moment', () => {
  it('costs no attempt when it takes the answers of claims with it', async () => {
    const { world, task, starts, platform, only } = setup();
    await enqueueOne(world.ports, task);
    let lost = 0;

    await platform({
      after({ name, args }) {
        if (name === 'store.update' && statusOf(args) === 'running' && lost++ < 3) {
          throw new Error('The answer was lost');
        }
      },
    }).drain();

    expect(starts).toHaveLength(1);
    expect(only()).toMatchObject({ status: 'succeeded', attempt: 1 });
  });

  it('has no work done twice while its function has time to write the outcome down', async () => {
    const { world, task, starts, platform, only } = setup();
    await enqueueOne(world.ports, { ...task, maxAttempts: 1 });
    let away = 0;

    await platform({
      before({ name, args }) {
        if (name !== 'store.update' || statusOf(args) !== 'succeeded') return;
        away ||= world.clock.now() + 60_000;
        if (world.clock.now() < away) throw new Error('The store is away');
      },
    }).drain();

    expect(starts).toHaveLength(1);
    expect(only()).toMatchObject({ status: 'succeeded' });
  });

  it('sends the message of a retry once, however often the record is tried', async () => {
    const { world, task, platform } = setup(() => {
      throw new Error('no luck');
    });
    await enqueueOne(world.ports, task);
    let tries = 0;

    await platform({
      before({ name, args }) {
        if (name === 'store.update' && statusOf(args) === 'retrying' && tries++ < 3) {
          throw new Error('The store is away');
        }
      },
    }).invoke('default');

    expect(tries).toBe(4);
    expect(world.queue.all()).toHaveLength(1);
  });

  it('keeps the jobs of a batch from running side by side, not from running', async () => {
    const { world, task, starts, platform } = setup();
    await enqueueOne(world.ports, task, { id: 'a' });
    await enqueueOne(world.ports, task, { id: 'b' });
    world.deliver('default');
    await world.clock.advance(400_000);

    await platform({
      before({ name }) {
        if (name === 'store.getMany') throw new Error('A record that this release cannot read');
      },
    }).invoke('default');

    expect(starts.map(({ id }) => id).sort()).toEqual(['a', 'b']);
  });

  it('leaves no timer of a caller who waited', async () => {
    const { world } = setup();
    const ports = intercept(world.ports, {
      before() {
        throw new Error('The store is away');
      },
    });
    const wait = { tenant: 'acme', id: 'job', ms: 20_000, until: 'end' } as const;

    await expect(waitForJob(ports, wait)).rejects.toThrow('away');

    expect(world.clock.next()).toBeUndefined();
  });
});

describe('a retry by hand', () => {
  it('that the SDK wrote twice is a retry all the same', async () => {
    const { world, task, platform, only } = setup(() => {
      throw new Error('no luck');
    });
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform().drain();
    const ports = intercept(world.ports, {
      async before({ name, args }) {
        const [id, change] = args as [string, Change];
        if (name === 'store.update') await world.store.update(id, change);
      },
    });

    const retried = await retryJob(ports, { tenant: 'acme', id: 'job', attempts: 3 });

    expect(retried).toMatchObject({ outcome: 'retried' });
    expect(only()).not.toHaveProperty('dueAt');
  });
});

describe('a large batch', () => {
  it('may have more messages than one call reads records', async () => {
    const { world, task, jobs, starts } = setup();
    for (let n = 0; n < 1_001; n += 1) await enqueueOne(world.ports, task);
    const deliveries = world.deliver('default', { max: 2_000 });

    await runBatch(world.ports, jobs, {
      source: { queue: 'default', deadLetters: false },
      deliveries: deliveries.map((delivery) => ({ ...delivery, receiveCount: 2 })),
      invocation: 'large',
      deadline: world.clock.now() + 300_000,
      shutdown: new AbortController().signal,
    });

    expect(starts).toHaveLength(1_001);
  });
});

describe('progress', () => {
  it('never throws, whatever it is told', async () => {
    const { world, task } = setup();
    const made = await enqueueOne(world.ports, task);
    if (made.outcome !== 'accepted') throw new Error('Not accepted');
    const report = reportProgress(world.ports, made.job);

    report.progress(Number.NaN);
    report.progress(7, 42 as unknown as string);

    expect(report.latest()).toMatchObject({ fraction: 1, note: '42' });
  });
});
