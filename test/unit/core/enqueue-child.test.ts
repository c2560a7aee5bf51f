import { describe, expect, it, vi } from 'vitest';
import type { JobContext } from '../../../functions/core/define-job.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';

async function run(code: Code) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  await enqueueOne(world.ports, kit.task, { id: 'parent' });
  await new Platform(world, kit.jobs).drain();
  const records = world.store.all();
  return {
    log: world.log,
    parent: records.find(({ id }) => id === 'parent'),
    children: records.filter(({ id }) => id !== 'parent'),
    starts: kit.starts.filter(({ id }) => id !== 'parent'),
  };
}

const twoChildren = async ({ enqueue, job }: JobContext) => {
  await enqueue('child', { at: job.attempt });
  await enqueue('child', 'second');
  await enqueue('child', 'named', { key: 'name' });
};

describe('context.enqueue', () => {
  it('makes no second children when their parent is run again, even with other payloads', async () => {
    const { parent, children, starts } = await run(async (_, context) => {
      await twoChildren(context);
      if (context.job.attempt < 3) throw new Error('again');
    });

    expect(parent).toMatchObject({ status: 'succeeded', attempt: 3 });
    expect(children.map(({ status }) => status)).toEqual(Array(3).fill('succeeded'));
    expect(starts.map(({ payload }) => payload)).toEqual([{ at: 1 }, 'second', 'named']);
  });

  it('gives children the parent’s tenant and one more in depth', async () => {
    const { children } = await run((_, { enqueue }) => enqueue('child', null));

    expect(children).toMatchObject([{ tenant: 'acme', depth: 1 }]);
  });

  it('keeps a tag that a child is given twice once', async () => {
    const { children } = await run((_, { enqueue }) =>
      enqueue('child', null, { tags: ['a', 'b', 'a'] }),
    );

    expect(children).toMatchObject([{ tags: ['a', 'b'] }]);
  });

  it('can delay a child', async () => {
    const { children, parent } = await run((_, { enqueue }) =>
      enqueue('child', null, { delay: '2h' }),
    );

    const [child] = children;
    expect((child?.startedAt ?? 0) - (parent?.startedAt ?? 0)).toBeGreaterThanOrEqual(7_200_000);
  });

  it('fails the parent for good on a type that does not exist', async () => {
    const { parent } = await run((_, { enqueue }) => enqueue('chidl', null));

    expect(parent).toMatchObject({
      status: 'failed',
      attempt: 1,
      error: { code: 'permanent', message: expect.stringContaining('Known: task, slow, child') },
    });
  });

  it.each([
    ['tags that the API refuses', { tags: ['not a tag!'] }, null],
    ['a delay that the API refuses', { delay: '367d' as const }, null],
    ['a payload over the limit', {}, 'x'.repeat(400_000)],
    ['a payload that is not JSON', {}, () => 1],
  ])('fails the parent for good on %s', async (_, options, payload) => {
    const { parent, children } = await run((_payload, { enqueue }) =>
      enqueue('child', payload, options),
    );

    expect(parent).toMatchObject({ status: 'failed', attempt: 1, error: { code: 'permanent' } });
    expect(children).toEqual([]);
  });

  it('does not take a child of another type for the one that is asked for', async () => {
    const { parent } = await run(async (_, { enqueue, job }) => {
      if (job.type === 'slow') return;
      await enqueue(job.attempt === 1 ? 'child' : 'slow', null);
      throw new Error('again');
    });

    expect(parent).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('give each its own key') },
    });
  });

  it('says in the log what became of a child that the job did not wait for', async () => {
    const { parent, log } = await run((_, { enqueue }) => {
      void enqueue('chidl', null);
    });

    expect(parent).toMatchObject({ status: 'succeeded' });
    expect(log).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('not enqueued') }),
    );
  });

  it('makes no child once the attempt is over', async () => {
    const late: unknown[] = [];
    const { children } = await run((_, { enqueue }) => {
      setImmediate(() => {
        enqueue('child', 'late').catch((error) => late.push(error));
      });
    });

    await vi.waitFor(() => expect(late).toHaveLength(1));
    expect(children).toEqual([]);
  });

  it('stops jobs that enqueue jobs without end', async () => {
    const world = createWorld();
    const kit = testJobs(
      () => world.clock.now(),
      (_, { enqueue }) => enqueue('task', null),
    );
    await enqueueOne(world.ports, kit.task);

    await new Platform(world, kit.jobs).drain();

    const records = world.store.all();
    expect(records).toHaveLength(101);
    expect(records.filter(({ status }) => status === 'failed')).toMatchObject([{ depth: 100 }]);
  });
});
