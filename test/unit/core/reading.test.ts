import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import { BadCursor, type ListQuery, listJobs } from '../../../functions/core/list-jobs.ts';
import { getJob, getJobs, readBodies } from '../../../functions/core/read-job.ts';
import { versionOf, waitForJob } from '../../../functions/core/wait-for-job.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';

function setup(code: Code = () => null) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  return { world, ...kit, platform: new Platform(world, kit.jobs) };
}

async function pages(world: ReturnType<typeof createWorld>, query: Partial<ListQuery>) {
  const found: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listJobs(world.ports, {
      tenant: 'acme',
      limit: 50,
      ...query,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(page.jobs.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

describe('listJobs', () => {
  it('goes through all jobs once, newest first, page by page', async () => {
    const { world, task } = setup();
    const ids = Array.from({ length: 120 }, (_, n) => `job-${String(n).padStart(3, '0')}`);
    for (const id of ids) {
      await enqueueOne(world.ports, task, { id });
      await world.clock.advance(sometimes(id));
    }

    const found = await pages(world, { limit: 50 });

    expect(found.flat()).toEqual(ids.toReversed());
    expect(found.every((page) => page.length <= 50)).toBe(true);
  });

  it('joins its filters by AND', async () => {
    const { world, task, slow } = setup();
    await enqueueOne(world.ports, task, { id: 'a', tags: ['x', 'y'] });
    await enqueueOne(world.ports, slow, { id: 'b', tags: ['x'] });
    await world.clock.advance(10);
    const createdAfter = world.clock.now() - 1;
    await enqueueOne(world.ports, task, { id: 'c', tags: ['x'] });
    await cancelJob(world.ports, { tenant: 'acme', id: 'c' });

    expect(await pages(world, { tag: 'x', type: 'task' })).toEqual([['c', 'a']]);
    expect(await pages(world, { statuses: ['queued', 'running'] })).toEqual([['b', 'a']]);
    expect(await pages(world, { statuses: ['cancelled'], tag: 'y' })).toEqual([[]]);
    expect(await pages(world, { createdAfter })).toEqual([['c']]);
    expect(await pages(world, { tenant: 'umbrella' })).toEqual([[]]);
  });

  it('looks at a thousand records for a page at most, and goes on in the next', async () => {
    const { world, task } = setup();
    await enqueueOne(world.ports, task, { id: 'needle', tags: ['rare'] });
    await world.clock.advance(1);
    for (let n = 0; n < 1_200; n += 1) await enqueueOne(world.ports, task);

    expect(await pages(world, { tag: 'rare' })).toEqual([[], ['needle']]);
  });

  it('lists failed jobs by when they failed', async () => {
    const { world, task, platform } = setup((payload) => {
      if (payload !== 'fine') throw new Error('no luck');
    });
    await enqueueOne(world.ports, task, { id: 'first' });
    await platform.drain();
    await enqueueOne(world.ports, task, { id: 'fine', payload: 'fine' });
    await enqueueOne(world.ports, task, { id: 'second' });
    await platform.drain();

    expect(await pages(world, { statuses: ['failed'], limit: 1 })).toEqual([
      ['second'],
      ['first'],
      [],
    ]);
  });

  it('refuses a cursor that it did not make, or made for another order', async () => {
    const { world, task } = setup();
    await enqueueOne(world.ports, task);
    const { cursor = '' } = await listJobs(world.ports, { tenant: 'acme', limit: 1 });
    const query = { tenant: 'acme', limit: 1, statuses: ['failed'] } as const;

    await expect(listJobs(world.ports, { ...query, cursor: 'nonsense' })).rejects.toThrow(
      BadCursor,
    );
    await expect(listJobs(world.ports, { ...query, cursor })).rejects.toThrow(BadCursor);
  });
});

describe('reading', () => {
  it('finds no job of another tenant, nor one that has expired', async () => {
    const { world, task, platform } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform.drain();
    const address = { tenant: 'acme', id: 'job' };

    expect(await getJob(world.ports, address)).toBeDefined();
    expect(await getJob(world.ports, { ...address, tenant: 'umbrella' })).toBeUndefined();
    expect(await getJobs(world.ports, { tenant: 'acme', ids: ['none', 'job'] })).toHaveLength(1);
    await world.clock.advance(31 * 86_400_000);
    expect(await getJob(world.ports, address)).toBeUndefined();
    expect(await getJobs(world.ports, { tenant: 'acme', ids: ['job'] })).toEqual([]);
  });

  it('puts together what is stored beside the record', async () => {
    const { world, task, platform } = setup((payload) => {
      if (payload === 'fail') throw new Error('e'.repeat(4_000));
      return 'r'.repeat(4_000);
    });
    await enqueueOne(world.ports, task, { id: 'large', payload: 'p'.repeat(4_000) });
    await enqueueOne(world.ports, task, { id: 'failed', payload: 'fail' });
    await platform.drain();
    const [large, failed] = await getJobs(world.ports, {
      tenant: 'acme',
      ids: ['large', 'failed'],
    });
    if (large === undefined || failed === undefined) throw new Error('Missing');

    expect(await readBodies(world.ports, large)).toEqual({
      payload: JSON.stringify('p'.repeat(4_000)),
      result: JSON.stringify('r'.repeat(4_000)),
      error: undefined,
    });
    expect((await readBodies(world.ports, failed)).error?.message).toBe('e'.repeat(4_000));
  });
});

describe('waitForJob', () => {
  const address = { tenant: 'acme', id: 'job' };

  it('answers at the job’s end', async () => {
    const { world, task, platform } = setup(() => world.clock.wait(3_000));
    await enqueueOne(world.ports, task, { id: 'job' });
    const waiting = waitForJob(world.ports, { ...address, ms: 20_000, until: 'end' });
    const begin = world.clock.now();

    await platform.invoke('default');
    await world.clock.advance(1_000);

    expect(await waiting).toMatchObject({ status: 'succeeded' });
    expect(world.clock.now() - begin).toBeLessThanOrEqual(4_200);
  });

  it('answers the job as it is when the time is over', async () => {
    const { world, task } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    const waiting = waitForJob(world.ports, { ...address, ms: 5_000, until: 'end' });

    await world.clock.advance(5_000);

    expect(await waiting).toMatchObject({ status: 'queued' });
  });

  it('answers any change, if asked to', async () => {
    const { world, task } = setup();
    const made = await enqueueOne(world.ports, task, { id: 'job' });
    const not = made.outcome === 'accepted' ? versionOf(made.job) : '';
    const waiting = waitForJob(world.ports, { ...address, ms: 60_000, until: { not } });

    await world.clock.advance(2_000);
    await cancelJob(world.ports, address);
    await world.clock.advance(2_000);

    expect(await waiting).toMatchObject({ status: 'cancelled' });
  });

  it('ends when its caller has gone', async () => {
    const { world, task } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    const gone = new AbortController();
    const wait = { ...address, ms: 20_000, until: 'end', signal: gone.signal } as const;
    const waiting = waitForJob(world.ports, wait);

    gone.abort();

    expect(await waiting).toMatchObject({ status: 'queued' });
  });
});

/** Some jobs are made in the same millisecond. */
function sometimes(id: string): number {
  return Number(id.slice(-1)) % 3 === 0 ? 0 : 1;
}
