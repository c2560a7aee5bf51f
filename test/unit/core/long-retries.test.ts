import { describe, expect, it } from 'vitest';
import { RetryLater } from '../../../functions/core/job-error.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { crashing } from '../../support/world/crashing.ts';

const [minute, hour] = [60_000, 3_600_000];
const count = 3_000;

const asksForSixHours: Code = (payload, { job }) => {
  if (payload === 'healthy' || job.attempt > 1) return;
  throw new RetryLater('6h');
};

/** Thousands of jobs whose first attempt asked to be run again in six hours. */
async function thousandsThatWait() {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), asksForSixHours);
  const platform = new Platform(world, kit.jobs);
  for (let n = 0; n < count; n += 1) await enqueueOne(world.ports, kit.task);
  while ((await platform.invoke('default')) > 0);
  return { world, ...kit, platform };
}

describe('thousands of jobs that wait long for their retry', { timeout: 60_000 }, () => {
  it('hold no message, in flight or delayed', async () => {
    const { world } = await thousandsThatWait();

    const [depth] = await world.ports.queue.depths();

    expect(world.store.all().every(({ status }) => status === 'retrying')).toBe(true);
    expect(depth).toMatchObject({ waiting: 0, delayed: 0, inFlight: 0, deadLetters: 0 });
    expect(world.store.all().filter(({ dueAt }) => dueAt !== undefined)).toHaveLength(count);
  });

  it('do not keep a healthy job waiting', async () => {
    const { world, task, starts, platform } = await thousandsThatWait();
    await world.clock.advance(hour);
    const now = world.clock.now();

    await enqueueOne(world.ports, task, { id: 'healthy', payload: 'healthy' });
    await platform.invoke('default');

    expect(starts.at(-1)).toMatchObject({ id: 'healthy', at: now });
    expect(await world.store.get('healthy')).toMatchObject({ status: 'succeeded' });
  });

  it('cost the scheduler no more than none', async () => {
    const { world, platform } = await thousandsThatWait();
    const empty = createWorld();
    const other = new Platform(empty, testJobs(Date.now, () => {}).jobs);
    await platform.schedule();
    await other.schedule();
    const [process, idle] = [crashing(world.ports), crashing(empty.ports)];

    for (let minutes = 0; minutes < 30; minutes += 1) {
      await world.clock.advance(minute);
      await empty.clock.advance(minute);
      await platform.schedule(process);
      await other.schedule(idle);
    }

    expect(process.calls).toEqual(idle.calls);
    expect(process.calls).not.toContain('store.update');
  });

  it('run again when their time has come, each once', async () => {
    const { starts, platform } = await thousandsThatWait();

    await platform.drain();

    expect(starts).toHaveLength(2 * count);
    const times = new Map<string, number[]>();
    for (const { id, at } of starts) times.set(id, [...(times.get(id) ?? []), at]);
    for (const [first = 0, second = 0] of times.values()) {
      expect(second - first).toBeGreaterThanOrEqual(6 * hour);
      expect(second - first).toBeLessThan(6 * hour + 2_000);
    }
  });
});
