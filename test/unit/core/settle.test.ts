import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../functions/core/claim.ts';
import { claim } from '../../../functions/core/claim.ts';
import type { JobError } from '../../../functions/core/job-error.ts';
import { decodeMessage } from '../../../functions/core/message.ts';
import { settle } from '../../../functions/core/settle.ts';
import { enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { createWorld } from '../../support/world/create-world.ts';
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
});
