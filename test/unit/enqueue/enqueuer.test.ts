import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineJob } from '../../../functions/core/define-job.ts';
import { idOfKey } from '../../../functions/core/job-id.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import type { Ports } from '../../../functions/core/ports.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { createEnqueuer, type EnqueueRequest } from '../../../functions/enqueue/enqueuer.ts';
import { sendToPorts } from '../../../functions/enqueue/send-to-ports.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { intercept } from '../../support/world/intercept.ts';

const greet = defineJob({
  name: 'greet',
  input: v.object({ userId: v.string(), at: v.optional(v.string()) }),
  run: async () => undefined,
});
const echo = defineJob({ name: 'echo', input: v.unknown(), run: async () => undefined });
const jobs = registerJobs(defineQueues({ default: {} }), [greet, echo]);

function setup(wrap = (ports: Ports) => ports) {
  const world = createWorld();
  const send = sendToPorts(wrap(world.ports), 'acme');
  const enqueuer = createEnqueuer({ jobs, send, now: () => world.clock.now() });
  return { ...world, ...enqueuer };
}

describe('enqueue', () => {
  it('makes a job of the tenant, whose message a worker can take', async () => {
    const { enqueue, store, deliver } = setup();

    const job = await enqueue('greet', { userId: 'anna' }, { tags: ['new'] });

    const record = await store.get(job.id);
    expect(job).toEqual({ id: job.id, type: 'greet', status: 'queued', replayed: false });
    expect(record).toMatchObject({ tenant: 'acme', type: 'greet', tags: ['new'], depth: 0 });
    expect(record?.payload).toBe('{"userId":"anna"}');
    expect(deliver('default')).toHaveLength(1);
  });

  it('takes only names of job types, and payloads that fit them', async () => {
    const { enqueue } = setup();

    expectTypeOf(enqueue<'greet'>)
      .parameter(1)
      .toEqualTypeOf<{
        userId: string;
        at?: string | undefined;
      }>();
    expectTypeOf<EnqueueRequest<typeof jobs.types>['type']>().toEqualTypeOf<'greet' | 'echo'>();
  });

  it.each<[string, object, object]>([
    ['a delay', { delay: '90s' }, { runAt: 90_000 }],
    ['a time', { runAt: new Date(Date.UTC(2030, 0, 2)) }, { runAt: 86_400_000 }],
  ])('starts a job after %s', async (_, options, { runAt }: { runAt?: number }) => {
    const { enqueue, store, clock } = setup();

    const { id, status } = await enqueue('echo', 1, options);

    const record = await store.get(id);
    expect([status, record?.runAt]).toEqual(['scheduled', clock.now() + Number(runAt)]);
  });

  it('sends a payload as JSON has it', async () => {
    const { enqueue, store } = setup();

    const { id } = await enqueue('echo', { at: new Date(0), left: undefined });

    expect((await store.get(id))?.payload).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
  });

  it('makes one job of a key, the one that the API makes of it', async () => {
    const { enqueue, store } = setup();
    const options = { idempotencyKey: 'order-7' };

    const first = await enqueue('echo', 1, options);
    const second = await enqueue('echo', 1, options);

    expect(first).toMatchObject({ id: idOfKey('acme', 'order-7'), replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(store.all()).toHaveLength(1);
    await expect(enqueue('echo', 2, options)).rejects.toMatchObject({ code: 'key-reused' });
  });

  it.each<[string, unknown, object, object]>([
    ['an unknown type', { type: 'nothing' }, {}, { pointer: '#/type' }],
    [
      'a payload that does not fit',
      { payload: { userId: 7 } },
      {},
      { pointer: '#/payload/userId' },
    ],
    ['no payload', { payload: undefined }, {}, { pointer: '#/payload' }],
    ['a payload that is no JSON', { payload: { userId: 1n } }, {}, { pointer: '#/payload' }],
    ['a function for a payload', { payload: () => 1 }, {}, { pointer: '#/payload' }],
    ['a delay without a unit', {}, { delay: '10' }, { pointer: '#/delay' }],
    ['a delay and a time', {}, { delay: '1s', runAt: new Date(0) }, { pointer: '#/runAt' }],
    ['a time that is none', {}, { runAt: new Date('no') }, { pointer: '#/runAt' }],
    ['a tag with a space', {}, { tags: ['a b'] }, { pointer: '#/tags/0' }],
    ['an empty key', {}, { idempotencyKey: '' }, { pointer: '#/idempotencyKey' }],
    ['an option that is not known', {}, { priority: 1 }, { pointer: '#/priority' }],
  ])('refuses %s before anything is written', async (_, given, options, fault) => {
    const { enqueue, store } = setup();
    const { type, payload } = { type: 'greet', payload: { userId: 'anna' }, ...Object(given) };

    const answer = enqueue(type, payload, options);

    const code = 'invalid-request';
    await expect(answer).rejects.toMatchObject({ code, errors: [fault] });
    expect(store.all()).toEqual([]);
  });

  it('refuses a payload over 350,000 bytes', async () => {
    const { enqueue } = setup();

    const answer = enqueue('echo', 'x'.repeat(350_000));

    await expect(answer).rejects.toMatchObject({ code: 'payload-too-large' });
  });

  it.each(['queue.send', 'store.getMany'])('says that %s failed, and why', async (name) => {
    const { enqueue } = setup((ports) =>
      intercept(ports, {
        before: (call) => {
          if (call.name === name) throw new Error('It is away');
        },
      }),
    );

    const answer = enqueue('echo', 1, { idempotencyKey: 'one' });

    await expect(answer).rejects.toMatchObject({ code: 'unavailable' });
    const cause = await answer.catch((error) => String(error.cause));
    expect(cause).toContain('It is away');
  });
});

describe('enqueueMany', () => {
  it('makes a job of each, in their order, however many there are', async () => {
    const { enqueueMany, store } = setup();
    const requests = Array.from({ length: 1_001 }, (_, n) => ({
      type: 'echo' as const,
      payload: n,
    }));

    const outcomes = await enqueueMany(requests);

    const records = await Promise.all(outcomes.map((each) => each.ok && store.get(each.job.id)));
    expect(records.map((record) => record && Number(record.payload))).toEqual(
      requests.map(({ payload }) => payload),
    );
  });

  it('accepts none if one is wrong, and says each fault', async () => {
    const { enqueueMany, store } = setup();

    const answer = enqueueMany([
      { type: 'echo', payload: 1, idempotencyKey: 'one' },
      { type: 'greet', payload: { userId: 7 as unknown as string } },
      { type: 'echo', payload: 2, idempotencyKey: 'one' },
    ]);

    await expect(answer).rejects.toMatchObject({
      errors: [{ pointer: '#/1/payload/userId' }, { pointer: '#/2/idempotencyKey' }],
    });
    expect(store.all()).toEqual([]);
  });

  it('says of each job whether it was accepted', async () => {
    const { enqueue, enqueueMany } = setup();
    await enqueue('echo', 1, { idempotencyKey: 'one' });

    const outcomes = await enqueueMany([
      { type: 'echo', payload: 2, idempotencyKey: 'one' },
      { type: 'echo', payload: 2, idempotencyKey: 'two' },
    ]);

    expect(outcomes).toMatchObject([{ ok: false, error: { code: 'key-reused' } }, { ok: true }]);
  });
});
