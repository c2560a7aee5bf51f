import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../functions/core/claim.ts';
import { claim } from '../../../functions/core/claim.ts';
import type { JobError } from '../../../functions/core/job-error.ts';
import { decodeMessage } from '../../../functions/core/message.ts';
import { settle } from '../../../functions/core/settle.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { intercept } from '../../support/world/intercept.ts';

async function setup() {
  const world = createWorld();
  const { task } = testJobs(
    () => world.clock.now(),
    () => null,
  );
  await enqueueOne(world.ports, task);
  const claimAs = async (owner: string) => {
    const [delivery] = world.deliver('default');
    const message = decodeMessage(delivery?.body ?? '');
    if (message === undefined) throw new Error('No message');
    const leaseUntil = world.clock.now() + 300_000;
    return recordOf(
      await claim(world.ports, message, { owner, leaseUntil, queue: 'default', receiveCount: 1 }),
    );
  };
  const record = await claimAs('first#0');
  const error: JobError = {
    code: 'threw',
    name: 'Error',
    message: 'no luck',
    attempt: 1,
    at: world.clock.now(),
  };
  return { world, record, error, claimAs, stored: () => world.store.get(record.id) };
}

function recordOf(claimed: Claim) {
  if (claimed.outcome !== 'claimed') throw new Error(`Not claimed but ${claimed.outcome}`);
  return claimed.record;
}

/** A store that rejects is not asked again. */
const until = 0;
const success = { outcome: { status: 'succeeded', result: '1' }, until } as const;

describe('settle', () => {
  it('gives up when another attempt has taken over, and says that the message must stay', async () => {
    const { world, record, claimAs, stored } = await setup();
    await world.clock.advance(400_000);
    await claimAs('second#0');

    const settlement = await settle(world.ports, record, success);

    expect(settlement).toEqual({ settled: false });
    expect(await stored()).toMatchObject({ status: 'running', attempt: 2, owner: 'second#0' });
  });

  it('takes its own write whose answer was lost for done', async () => {
    const { world, record, stored } = await setup();
    await settle(world.ports, record, success);

    const again = await settle(world.ports, record, success);

    expect(again).toMatchObject({ settled: true, record: { status: 'succeeded' } });
    expect(await stored()).toMatchObject({ status: 'succeeded', result: '1' });
  });

  it.each(['failed', 'retrying'] as const)(
    'records a job that is %s as cancelled if that was asked',
    async (status) => {
      const { world, record, error, stored } = await setup();
      await world.store.update(record.id, { when: [], set: { cancelRequestedAt: 1 } });

      await settle(world.ports, record, { outcome: { status, error, delay: 1_000 }, until });

      expect(await stored()).toMatchObject({ status: 'cancelled' });
      expect(await stored()).not.toHaveProperty('error');
    },
  );

  it('records a job as succeeded that returned in spite of a cancel', async () => {
    const { world, record, stored } = await setup();
    await world.store.update(record.id, { when: [], set: { cancelRequestedAt: 1 } });

    await settle(world.ports, record, success);

    expect(await stored()).toMatchObject({ status: 'succeeded' });
  });

  it('leaves a retry to the due index when its message cannot be sent', async () => {
    const { world, record, error, stored } = await setup();
    const ports = intercept(world.ports, {
      before({ name }) {
        if (name === 'queue.send') throw new Error('The queue is down');
      },
    });

    await settle(ports, record, { outcome: { status: 'retrying', error, delay: 60_000 }, until });

    const due = world.clock.now() + 60_000;
    expect(await stored()).toMatchObject({ status: 'retrying', runAt: due, dueAt: due });
  });

  it('allows an attempt more to a job that a shutdown interrupted', async () => {
    const { world, record, stored } = await setup();

    await settle(world.ports, record, { outcome: { status: 'interrupted' }, until });

    expect(await stored()).toMatchObject({
      status: 'retrying',
      attempt: 1,
      maxAttempts: 4,
      ticket: 1,
    });
  });

  it('keeps a long error whole in a body and short in the record', async () => {
    const { world, record, error, stored } = await setup();
    const long = { ...error, message: 'm'.repeat(3_000) };

    await settle(world.ports, record, { outcome: { status: 'failed', error: long }, until });

    const settled = await stored();
    expect(settled?.error?.message).toHaveLength(120);
    expect(settled?.outcomeAt).toBe(1);
    expect(JSON.parse((await world.store.getBody(record.id, 'RESULT#1')) ?? '')).toEqual(long);
  });

  it('sends the next ticket before it says that the job waits for it', async () => {
    const { world, record, error, stored } = await setup();
    await world.store.update(record.id, { when: [], set: { dueAt: 1 } });
    const now = world.clock.now();

    await settle(world.ports, record, {
      outcome: { status: 'retrying', error, delay: 1_500 },
      until,
    });

    const sent = world.queue.all().map(({ body }) => decodeMessage(body));
    expect(sent).toContainEqual(expect.objectContaining({ ticket: 1, runAt: now + 1_500 }));
    expect(world.queue.next()).toBe(now + 2_000);
    const settled = await stored();
    expect(settled).toMatchObject({ status: 'retrying', ticket: 1, runAt: now + 1_500, error });
    expect(settled?.history.at(-1)).toEqual({ status: 'retrying', at: now });
    for (const field of ['owner', 'leaseUntil', 'dueAt']) expect(settled).not.toHaveProperty(field);
    expect(world.log.at(-1)?.message).toBe(`Will retry job ${record.id}`);
  });

  it.each([
    { delay: 900_000, place: 'a message', messages: 2, due: false },
    { delay: 900_001, place: 'the due index', messages: 1, due: true },
  ])('has a job wait $delay ms for its retry in $place', async ({ delay, messages, due }) => {
    const { world, record, error, stored } = await setup();

    await settle(world.ports, record, { outcome: { status: 'retrying', error, delay }, until });

    // The one under way is there until the platform removes it.
    expect(world.queue.all()).toHaveLength(messages);
    expect((await stored())?.dueAt).toBe(due ? world.clock.now() + delay : undefined);
  });

  it('keeps a long result in a body, and a short one in the record', async () => {
    const [long, short] = [await setup(), await setup()];
    const result = JSON.stringify('r'.repeat(100_000));

    await settle(long.world.ports, long.record, {
      outcome: { status: 'succeeded', result },
      until,
    });
    await settle(short.world.ports, short.record, success);

    expect(await long.stored()).toMatchObject({ status: 'succeeded', outcomeAt: 1 });
    expect(await long.stored()).not.toHaveProperty('result');
    expect(await long.world.store.getBody(long.record.id, 'RESULT#1')).toBe(result);
    expect(await short.stored()).toMatchObject({ status: 'succeeded', result: '1' });
    expect(await short.stored()).not.toHaveProperty('outcomeAt');
  });

  it('shows of a long error as much as fits, and that it goes on', async () => {
    const { world, record, error, stored } = await setup();
    const long = { ...error, message: 'm'.repeat(3_000) };

    await settle(world.ports, record, { outcome: { status: 'failed', error: long }, until });

    expect((await stored())?.error).toEqual({ ...error, message: `${'m'.repeat(119)}…` });
  });

  it('writes the last that the attempt reported', async () => {
    const { world, record, stored } = await setup();
    const progress = { fraction: 0.5, note: 'half', at: world.clock.now() };

    await settle(world.ports, record, { ...success, progress });

    expect(await stored()).toMatchObject({ status: 'succeeded', progress });
  });

  it('gives up when the job is over in another way, or is gone', async () => {
    const [over, gone] = [await setup(), await setup()];
    await over.world.store.update(over.record.id, { when: [], set: { status: 'failed' } });
    await gone.world.store.update(gone.record.id, { when: [], set: { expiresAt: 1 } });
    gone.world.store.sweep(gone.world.clock.now());

    const settlements = await Promise.all(
      [over, gone].map(({ world, record }) => settle(world.ports, record, success)),
    );

    expect(settlements).toEqual([{ settled: false }, { settled: false }]);
    expect(await over.stored()).toMatchObject({ status: 'failed' });
  });

  it('leaves a cancel to the attempt that it was asked of', async () => {
    const { world, record, error, stored } = await setup();
    const set = { owner: 'another#0', cancelRequestedAt: 1 };
    await world.store.update(record.id, { when: [], set });

    const settlement = await settle(world.ports, record, {
      outcome: { status: 'failed', error },
      until,
    });

    expect(settlement).toEqual({ settled: false });
    expect(await stored()).toMatchObject({ status: 'running', owner: 'another#0' });
  });

  it('keeps an error that fits whole in the record', async () => {
    const { world, record, error, stored } = await setup();
    const whole = { ...error, message: 'm'.repeat(200) };

    await settle(world.ports, record, { outcome: { status: 'failed', error: whole }, until });

    expect((await stored())?.error).toEqual(whole);
    expect(await stored()).not.toHaveProperty('outcomeAt');
  });

  it('does not take the end of a later attempt for its own', async () => {
    const { world, record } = await setup();
    await world.store.update(record.id, { when: [], set: { status: 'succeeded', attempt: 2 } });

    expect(await settle(world.ports, record, success)).toEqual({ settled: false });
  });
});
