import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import { day } from '../../../functions/core/duration.ts';
import { eraseJob } from '../../../functions/core/erase.ts';
import { readBodies } from '../../../functions/core/read-job.ts';
import { retryJob } from '../../../functions/core/retry-by-hand.ts';
import { versionOf } from '../../../functions/core/wait-for-job.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { intercept } from '../../support/world/intercept.ts';

const address = { tenant: 'acme', id: 'job' };
const secret = 'ada@example.com';
const long = secret.repeat(300);

function setup(code: Code = () => null) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  const platform = new Platform(world, kit.jobs);
  return { world, ...kit, platform, stored: () => world.store.get('job') };
}

const fails: Code = () => {
  throw new Error(long);
};

describe('eraseJob', () => {
  it.each([
    ['inline', secret],
    ['beside the record', long],
  ])('leaves nothing of payload and result, %s', async (_, value) => {
    const { world, task, platform, stored } = setup((payload, { progress }) => {
      progress(0.5, secret);
      return payload;
    });
    await enqueueOne(world.ports, task, { id: 'job', payload: value, tags: [secret] });
    await platform.drain();

    const erased = await eraseJob(world.ports, address);

    expect(erased).toMatchObject({ outcome: 'erased', job: { status: 'succeeded' } });
    const record = await stored();
    expect(record).toMatchObject({ erasedAt: world.clock.now(), attempt: 1, tags: [] });
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(await world.store.getBody('job', `PAYLOAD#${record?.hash}`)).toBeUndefined();
    expect(await world.store.getBody('job', 'RESULT#1')).toBeUndefined();
  });

  it('keeps of an error its code, and none of its words in the body of any attempt', async () => {
    const { world, task, platform, stored } = setup(fails);
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform.drain();

    await eraseJob(world.ports, address);

    const record = await stored();
    expect(record?.error).toMatchObject({ code: 'threw', message: 'Erased', attempt: 3 });
    expect(JSON.stringify(record)).not.toContain(secret);
    const names = [1, 2, 3].map((attempt) => `RESULT#${attempt}` as const);
    const bodies = await Promise.all(names.map((name) => world.store.getBody('job', name)));
    expect(bodies).toEqual([undefined, undefined, undefined]);
  });

  it('keeps the record, its place among the failed and its expiry', async () => {
    const { world, task, platform, stored } = setup(fails);
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform.drain();
    const before = await stored();

    await eraseJob(world.ports, address);

    const { status, failedAt, finishedAt, expiresAt, history, hash } = before ?? {};
    expect(await stored()).toMatchObject({
      ...{ status, failedAt, finishedAt, expiresAt, history, hash },
    });
  });

  it('keeps a duplicate of the message, which still has the payload, from running the job', async () => {
    const { world, task, starts, platform, stored } = setup();
    await enqueueOne(world.ports, task, { id: 'job', payload: secret });
    const [{ body = '' } = {}] = world.queue.all();
    await platform.drain();
    await eraseJob(world.ports, address);
    const erased = await stored();

    await world.clock.advance(13 * day);
    await world.ports.queue.send('default', [{ body, delaySeconds: 0 }]);
    await platform.drain();

    expect(starts).toHaveLength(1);
    expect(await stored()).toEqual(erased);
  });

  it('changes the record once, and removes bodies the second time as well', async () => {
    const { world, task, platform, stored } = setup();
    await enqueueOne(world.ports, task, { id: 'job', payload: long });
    await platform.drain();
    await eraseJob(world.ports, address);
    const first = await stored();
    await world.clock.advance(1_000);
    await world.store.putBody('job', 'RESULT#1', long, world.clock.now() + day);

    const second = await eraseJob(world.ports, address);

    expect(second).toEqual({ outcome: 'erased', job: first });
    expect(await stored()).toEqual(first);
    expect(await world.store.getBody('job', 'RESULT#1')).toBeUndefined();
  });

  it('is seen by whoever waits for a change', async () => {
    const { world, task, platform } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform.drain();
    const before = await world.store.get('job');

    const erased = await eraseJob(world.ports, address);

    if (before === undefined || erased.outcome !== 'erased') throw new Error('There is no job');
    expect(versionOf(erased.job)).not.toBe(versionOf(before));
  });

  it('refuses a job that is not over', async () => {
    const { world, task, stored } = setup();
    await enqueueOne(world.ports, task, { id: 'job', payload: secret });

    const refused = await eraseJob(world.ports, address);

    expect(refused).toMatchObject({ outcome: 'not-final', job: { status: 'queued' } });
    expect(await stored()).toMatchObject({ payload: `"${secret}"` });
  });

  it('does not find another tenant’s job, nor one that has expired', async () => {
    const { world, task, platform } = setup();
    await enqueueOne(world.ports, task, { id: 'job' });
    await platform.drain();

    const foreign = await eraseJob(world.ports, { ...address, tenant: 'umbrella' });
    await world.clock.advance(31 * day);
    const expired = await eraseJob(world.ports, address);

    expect([foreign, expired]).toEqual([{ outcome: 'missing' }, { outcome: 'missing' }]);
  });

  it('shows no body from the moment on when the record says so', async () => {
    const { world, task, platform } = setup((payload) => payload);
    await enqueueOne(world.ports, task, { id: 'job', payload: long });
    await platform.drain();
    const dies = intercept(world.ports, {
      before({ name }) {
        if (name === 'store.deleteBodies') throw new Error('The process died');
      },
    });

    await expect(eraseJob(dies, address)).rejects.toThrow('died');

    const record = await world.store.get('job');
    const bodies = record && (await readBodies(world.ports, record));
    expect(bodies).toMatchObject({ payload: undefined, result: undefined });
  });
});

describe('a retry by hand', () => {
  it('of an erased job is refused, even before its payload is gone', async () => {
    const { world, task, starts, platform } = setup(fails);
    await enqueueOne(world.ports, task, { id: 'job', payload: long });
    await platform.drain();
    const dies = intercept(world.ports, {
      before({ name }) {
        if (name === 'store.deleteBodies') throw new Error('The process died');
      },
    });
    await eraseJob(dies, address).catch(() => {});

    const retried = await retryJob(world.ports, { ...address, attempts: 3 });
    await platform.drain();

    expect(retried.outcome).toBe('payload-gone');
    expect(starts).toHaveLength(3);
  });

  it('that has seen the payload is refused when the job is erased before its write', async () => {
    const { world, task } = setup();
    await enqueueOne(world.ports, task, { id: 'job', payload: secret });
    await cancelJob(world.ports, address);
    const late = intercept(world.ports, {
      async before({ name }) {
        if (name === 'store.update') await eraseJob(world.ports, address);
      },
    });

    const retried = await retryJob(late, { ...address, attempts: 3 });

    expect(retried).toMatchObject({ outcome: 'payload-gone', job: { status: 'cancelled' } });
  });

  it('that comes first lets the job be, and the erasure is refused', async () => {
    const { world, task, stored } = setup();
    await enqueueOne(world.ports, task, { id: 'job', payload: secret });
    await cancelJob(world.ports, address);
    const late = intercept(world.ports, {
      async before({ name }) {
        if (name === 'store.update') await retryJob(world.ports, { ...address, attempts: 3 });
      },
    });

    const erased = await eraseJob(late, address);

    expect(erased).toMatchObject({ outcome: 'not-final', job: { status: 'scheduled' } });
    expect(await stored()).toMatchObject({ payload: `"${secret}"` });
  });
});
