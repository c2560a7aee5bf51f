import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createScheduler } from '../../../functions/scheduler/scheduler.ts';
import { schedulePorts } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';

const hour = 3_600_000;
const context = { awsRequestId: 'run', getRemainingTimeInMillis: () => 60_000 } as Context;

async function setup() {
  const world = createWorld();
  const { task, jobs } = testJobs(
    () => world.clock.now(),
    () => {},
  );
  const runAt = world.clock.now() + hour;
  for (let n = 0; n < 20; n += 1) await enqueueOne(world.ports, task, { runAt });
  await world.clock.advance(hour - 60_000);
  const scheduler = createScheduler({ ...schedulePorts(world.ports), jobs });
  return { world, run: (event: unknown) => scheduler(event as { shard: number }, context) };
}

describe('the scheduler', () => {
  it('sends what is due of the shard that the event names, and nothing else', async () => {
    const { world, run } = await setup();

    await run({ shard: 1 });
    const first = world.queue.all().length;
    await run({ shard: 0 });

    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(20);
    expect(world.queue.all()).toHaveLength(20);
  });

  it('leaves a shard to the run that works on it', async () => {
    const { world, run } = await setup();
    const now = world.clock.now();
    await world.store.takeShard(0, { owner: 'another', until: now + 1, now });

    await run({ shard: 0 });

    expect(world.queue.all()).toEqual([]);
    expect(world.log.at(-1)).toMatchObject({ level: 'debug', fields: { shard: 0 } });
  });

  it.each([
    [{ shard: 2 }, '{"shard":2}'],
    [{ shard: '0' }, '{"shard":"0"}'],
    [{}, '{}'],
    // The input of a rule that names none.
    [{ source: 'aws.events' }, '{"source":"aws.events"}'],
  ])('refuses the event %j', async (event, shown) => {
    const { run } = await setup();

    await expect(run(event)).rejects.toThrow(`a shard from 0 to 1, got ${shown}`);
  });
});
