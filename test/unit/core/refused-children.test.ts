import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type ChildOptions, defineJob } from '../../../functions/core/define-job.ts';
import { day } from '../../../functions/core/duration.ts';
import { childEnqueuer } from '../../../functions/core/enqueue-child.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { type Hooks, intercept } from '../../support/world/intercept.ts';

const run = async () => null;
const address = v.optional(v.string('Expected an address'));
const mail = defineJob({
  name: 'mail',
  input: v.nullable(v.object({ to: address, cc: address, n: v.optional(v.any()) })),
  maxPayload: 100,
  run,
});
const other = defineJob({ name: 'other', input: v.any(), run });
const jobs = registerJobs(defineQueues({ default: {} }), [mail, other]);
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

function setup(fields: Partial<JobRecord> = {}, hooks: Hooks = {}) {
  const world = createWorld();
  const parent = newRecord({ id: 'parent', tenant: 'acme', attempt: 1, ...fields });
  const { enqueue, finish } = childEnqueuer(intercept(world.ports, hooks), jobs, parent);
  const refusal = (payload: unknown, options?: ChildOptions, name = 'mail'): Promise<Error> =>
    enqueue(name, payload, options).then(
      (id) => Promise.reject(new Error(`It was enqueued as ${id}`)),
      (error: Error) => error,
    );
  return { world, parent, enqueue, finish, refusal, made: () => world.store.all() };
}

describe('a child that is refused', () => {
  it.each<[string, unknown, ChildOptions | undefined, string]>([
    ['a function', () => 1, undefined, "The payload for 'mail' is not JSON but a function"],
    [
      'what JSON cannot hold',
      { n: 1n },
      undefined,
      "The payload for 'mail' is not JSON: Do not know how to serialize a BigInt",
    ],
    [
      'a payload over the limit of its type',
      { to: 'x'.repeat(92) },
      undefined,
      "The payload for 'mail' is 101 bytes of JSON, over the limit of 100: store it elsewhere and send where it is",
    ],
    [
      'a delay of more than 366 days',
      null,
      { delay: '367d' },
      "Expected a delay such as '10s', '15m', '3h' or '7d', at most 366d, got '367d'",
    ],
    [
      'a delay that is none',
      null,
      { delay: 'soon' as never },
      "Expected a delay such as '10s', '15m', '3h' or '7d', at most 366d, got 'soon'",
    ],
    [
      'a tag that the API refuses',
      null,
      { tags: ['fine', 'not a tag!'] },
      "Expected at most 10 tags of 1 to 64 characters of A-Z, a-z, 0-9, '.', '_', ':' and '-', got 'not a tag!'",
    ],
    [
      'too many tags',
      null,
      { tags: Array(11).fill('a') },
      "Expected at most 10 tags of 1 to 64 characters of A-Z, a-z, 0-9, '.', '_', ':' and '-', got 11 of them",
    ],
  ])('for %s fails its parent for good, in these words', async (_, payload, options, message) => {
    const { refusal, made } = setup();

    const error = await refusal(payload, options);

    expect(error).toMatchObject({ name: 'PermanentError', message });
    expect(made()).toEqual([]);
  });

  it('names the types that there are', async () => {
    const { refusal } = setup();

    expect(await refusal(null, undefined, 'mial')).toMatchObject({
      name: 'PermanentError',
      message: "There is no job type 'mial' to enqueue. Known: mail, other",
    });
  });

  it('names what is wrong in its payload in the cause alone, which is not logged', async () => {
    const { refusal } = setup();

    const error = await refusal({ to: 7, cc: 7 });

    expect(error.message).toBe("The payload for 'mail' is not valid, see what caused this");
    expect(error.cause).toMatchObject({
      message: '/to: Expected an address; /cc: Expected an address',
    });
    expect(await refusal('text')).toMatchObject({
      cause: { message: expect.stringMatching(/^\/: /) },
    });
  });

  it('is a hundred jobs away from a request', async () => {
    const { refusal } = setup({ depth: 100 });

    expect(await refusal(null)).toMatchObject({
      name: 'PermanentError',
      message:
        'Job parent is 100 jobs away from a request: it may enqueue no further ones (limit 100)',
    });
  });

  it('has the place of one of another type', async () => {
    const { enqueue, refusal } = setup();
    await enqueue('other', null, { key: 'same' });

    expect(await refusal(null, { key: 'same' })).toMatchObject({
      name: 'PermanentError',
      message:
        "An earlier attempt enqueued 'other' where this one enqueues 'mail': give each its own key",
    });
  });

  it('because the queue is down may be asked for again by the next attempt', async () => {
    const { refusal } = setup(
      {},
      {
        before({ name }) {
          if (name === 'queue.send') throw new Error('down');
        },
      },
    );

    expect(await refusal(null)).toMatchObject({
      name: 'Error',
      message: "'mail' could not be enqueued: Error: down",
    });
  });

  it('comes after its attempt', async () => {
    const { finish, refusal, made } = setup();
    await finish();

    expect(await refusal(null)).toMatchObject({ message: 'Attempt 1 of job parent is over' });
    expect(made()).toEqual([]);
  });

  it('is told in the log, whether or not its parent waits for it', async () => {
    const { world, refusal } = setup();

    await refusal(null, undefined, 'mial');

    expect(world.log).toContainEqual({
      level: 'warn',
      message: 'A job that job parent asked for was not enqueued',
      fields: {
        jobId: 'parent',
        error: "There is no job type 'mial' to enqueue. Known: mail, other",
      },
    });
  });
});

describe('a child that is enqueued', () => {
  it('comes from its parent, in tenant, request, trace and depth', async () => {
    const { enqueue, made, world } = setup({ depth: 99, traceparent });

    const id = await enqueue(
      'mail',
      { to: 'x'.repeat(91) },
      { tags: Array.from({ length: 10 }, (_, place) => `tag-${place}`) },
    );

    expect(made()).toMatchObject([
      { id, tenant: 'acme', requestId: 'parent', depth: 100, traceparent, status: 'queued' },
    ]);
    expect(made()[0]?.tags).toHaveLength(10);
    expect(made()[0]).not.toHaveProperty('runAt');
    expect(world.queue.all()).toHaveLength(1);
  });

  it('has no traceparent where its parent has none, and null for no payload', async () => {
    const { enqueue, made } = setup();

    await enqueue('mail', undefined);

    expect(made()).toMatchObject([{ payload: 'null' }]);
    expect(made()[0]).not.toHaveProperty('traceparent');
    expect(made()[0]?.tags).toEqual([]);
  });

  it('may wait for 366 days', async () => {
    const { enqueue, made, world } = setup();

    await enqueue('mail', null, { delay: '366d' });

    expect(made()).toMatchObject([{ runAt: world.clock.now() + 366 * day }]);
  });

  it('has its place by its order among those without a key', async () => {
    const [first, again] = [setup(), setup()];

    const ids = [
      await first.enqueue('mail', null),
      await first.enqueue('mail', null, { key: 'a' }),
      await first.enqueue('mail', null),
    ];
    const second = [
      await again.enqueue('mail', null, { key: 'a' }),
      await again.enqueue('mail', null),
      await again.enqueue('mail', null),
    ];

    expect(new Set(ids).size).toBe(3);
    expect(second).toEqual([ids[1], ids[0], ids[2]]);
  });

  it('is waited for at the end of its attempt, and fails that if it fails', async () => {
    const held = Promise.withResolvers<void>();
    const { enqueue, finish } = setup({}, { before: () => held.promise });
    const child = enqueue('mail', null);
    let finished = false;
    const end = finish().finally(() => {
      finished = true;
    });

    await new Promise((resolve) => setImmediate(resolve));
    expect(finished).toBe(false);
    held.reject(new Error('down'));

    await expect(end).rejects.toThrow('down');
    await expect(child).rejects.toThrow('down');
  });
});
