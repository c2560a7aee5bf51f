import { describe, expect, it } from 'vitest';
import { scheduleShard } from '../../../functions/core/schedule-shard.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld, type World } from '../../../testing/world/create-world.ts';
import { seededRandom } from '../../../testing/world/seeded-random.ts';
import { enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { crashing } from '../../support/world/crashing.ts';
import { intercept } from '../../support/world/intercept.ts';

const [second, minute, day] = [1_000, 60_000, 86_400_000];

function setup() {
  const world = createWorld();
  const kit = testJobs(
    () => world.clock.now(),
    () => null,
  );
  return { world, ...kit, platform: new Platform(world, kit.jobs) };
}

function run(world: World, owner: string, shard: number) {
  return { shard, owner, deadline: world.clock.now() + 55 * second };
}

describe('the due index', () => {
  it('starts each of a thousand due jobs once, although several schedulers race', async () => {
    const { world, task, platform, starts } = setup();
    const runAt = world.clock.now() + 86_400_000;
    for (let n = 0; n < 1_000; n += 1) await enqueueOne(world.ports, task, { runAt: runAt + n });
    await world.clock.advance(86_400_000 - 60_000);

    await Promise.all([platform.schedule(), platform.schedule(), platform.schedule()]);
    await platform.drain();

    expect(starts).toHaveLength(1_000);
    expect(new Set(starts.map(({ id }) => id)).size).toBe(1_000);
  });

  it.each([1, 2, 3])(
    'starts each of 1,000 due jobs once, although schedulers race and crash (seed %i)',
    async (seed) => {
      const { world, task, jobs, starts, platform } = setup();
      const random = seededRandom(seed);
      const runAt = world.clock.now() + day;
      for (let n = 0; n < 1_000; n += 1) {
        await enqueueOne(world.ports, task, { runAt: runAt + n * 50 });
      }
      await world.clock.advance(day - 5 * minute);

      for (let minutes = 0; minutes < 4; minutes += 1) {
        const runs = [0, 1, 0, 1].map((shard, place) => {
          const point = { at: 1 + Math.floor(random() * 200), moment: pick(random) } as const;
          const slow = intercept(world.ports, {
            before: () => world.clock.wait(Math.floor(random() * 200)),
          });
          // Without a lease they meet: it is for efficiency alone.
          const ports = withoutLeases(crashing(slow, point).ports, world.clock.now());
          return scheduleShard({ ...ports, jobs }, run(world, `${minutes}-${place}`, shard)).catch(
            () => 'dead',
          );
        });
        await world.clock.advance(minute);
        await Promise.all(runs);
      }
      await platform.drain();

      expect(starts).toHaveLength(1_000);
      expect(new Set(starts.map(({ id }) => id)).size).toBe(1_000);
      for (const { id, at } of starts) {
        const record = await world.store.get(id);
        expect(at).toBeGreaterThanOrEqual(record?.runAt ?? Number.NaN);
      }
    },
    30_000,
  );
});

function pick(random: () => number): 'before' | 'after' {
  return random() < 0.5 ? 'before' : 'after';
}

/** Everybody may work on every shard, and nobody has to look for what was forgotten. */
function withoutLeases(ports: World['ports'], now: number): World['ports'] {
  const note = JSON.stringify({ shards: ports.store.dueShards, to: now });
  const store = Object.assign(Object.create(ports.store), {
    takeShard: async () => ({ taken: true, note }),
    leaveShard: async () => {},
  });
  return { ...ports, store };
}
