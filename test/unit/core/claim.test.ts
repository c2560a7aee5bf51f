import { describe, expect, it } from 'vitest';
import { type Claimant, claim } from '../../../functions/core/claim.ts';
import { defaultRetention, type JobRecord } from '../../../functions/core/job-record.ts';
import { type Message, messageOf } from '../../../functions/core/message.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { intercept } from '../../support/world/intercept.ts';

const lease = 300_000;

function setup() {
  const world = createWorld();
  const now = world.clock.now();
  const record: JobRecord = {
    id: 'job-1',
    tenant: 'acme',
    type: 'task',
    queue: 'default',
    status: 'queued',
    ticket: 4,
    hash: 'hash',
    attempt: 1,
    maxAttempts: 3,
    createdAt: now - 1_000,
    requestId: 'request',
    depth: 0,
    tags: [],
    history: [{ status: 'queued', at: now - 1_000 }],
    payload: '{}',
  };
  const running = { status: 'running', owner: 'another#0', leaseUntil: now + 60_000 } as const;
  const over = { ...running, leaseUntil: now };
  const claimant: Claimant = {
    owner: 'mine#0',
    leaseUntil: now + lease,
    queue: 'default',
    receiveCount: 1,
  };
  return {
    world,
    now,
    running,
    over,
    put: (changes: Partial<JobRecord> = {}) => world.store.create({ ...record, ...changes }, now),
    claim: (message: Partial<Message> = {}, by: Partial<Claimant> = {}, ports = world.ports) =>
      claim(ports, { ...messageOf(record), ...message }, { ...claimant, ...by }),
    stored: () => world.store.get('job-1'),
  };
}

describe('claim', () => {
  it('starts a waiting job: running, one attempt more, with owner, lease and the message’s ticket', async () => {
    const { put, claim, now } = setup();
    await put({ status: 'retrying', ticket: 3, runAt: now, dueAt: now + 5 });

    const claimed = await claim();

    expect(claimed).toMatchObject({
      outcome: 'claimed',
      record: {
        status: 'running',
        attempt: 2,
        ticket: 4,
        owner: 'mine#0',
        leaseUntil: now + lease,
      },
    });
    expect(claimed).not.toHaveProperty('record.dueAt');
  });

  it('takes over an attempt whose lease is over', async () => {
    const { put, claim, over } = setup();
    await put(over);

    expect(await claim()).toMatchObject({ outcome: 'claimed', record: { attempt: 2 } });
  });

  it('writes the record that is missing', async () => {
    const { claim, now } = setup();

    const claimed = await claim();

    expect(claimed).toMatchObject({
      outcome: 'claimed',
      record: { status: 'running', attempt: 1, createdAt: now - 1_000, payload: '{}' },
    });
  });

  it('takes an expired record for a missing one', async () => {
    const { put, claim, now } = setup();
    await put({ status: 'succeeded', expiresAt: now - 1 });

    expect(await claim()).toMatchObject({ outcome: 'claimed', record: { attempt: 1 } });
  });

  it('leaves a message without a record until its time', async () => {
    const { claim, now } = setup();

    expect(await claim({ runAt: now + 2_500 })).toEqual({ outcome: 'leave', seconds: 3 });
  });

  it('knows its own claim whose answer was lost', async () => {
    const { put, claim, running } = setup();
    await put({ ...running, owner: 'mine#0' });

    expect(await claim()).toMatchObject({ outcome: 'claimed', record: { attempt: 1 } });
  });

  it('does not take a claim of the same invocation at another position for its own', async () => {
    const { put, claim, running } = setup();
    await put({ ...running, owner: 'mine#1' });

    expect(await claim()).toEqual({ outcome: 'leave', seconds: 60 });
  });

  it('ends its own claim unstarted when a cancel came in between', async () => {
    const { put, claim, running, now } = setup();
    await put({ ...running, owner: 'mine#0', cancelRequestedAt: now });

    expect(await claim()).toMatchObject({ outcome: 'ended', record: { status: 'cancelled' } });
  });

  it.each(['succeeded', 'failed', 'cancelled'] as const)(
    'drops a message of a job that is %s',
    async (status) => {
      const { put, claim, now, stored } = setup();
      await put({ status, expiresAt: now + 1_000 });

      expect(await claim()).toEqual({ outcome: 'drop' });
      expect(await stored()).toMatchObject({ status, attempt: 1 });
    },
  );

  it.each([
    ['that was overtaken', { ticket: 3 }],
    ['about another payload', { hash: 'another' }],
    ['of another tenant', { tenant: 'umbrella' }],
  ])('drops a message %s', async (_, message) => {
    const { put, claim, stored } = setup();
    await put();

    expect(await claim(message)).toEqual({ outcome: 'drop' });
    expect(await stored()).toMatchObject({ status: 'queued', attempt: 1 });
  });

  it('leaves a job whose time has not come, for clocks differ', async () => {
    const { put, claim, now } = setup();
    await put({ status: 'scheduled', runAt: now + 1_200 });

    expect(await claim()).toEqual({ outcome: 'leave', seconds: 2 });
  });

  it('drops a message more than ten minutes early: the due index has the job', async () => {
    const { put, claim, now } = setup();
    await put({ status: 'scheduled', runAt: now + 600_001, dueAt: now + 600_001 });

    expect(await claim()).toEqual({ outcome: 'drop' });
  });

  it('leaves a job under a live lease until the lease ends', async () => {
    const { put, claim, running } = setup();
    await put(running);

    expect(await claim()).toEqual({ outcome: 'leave', seconds: 60 });
  });

  it('looks again soon at a live lease with a later ticket, whose settle is on the way', async () => {
    const { put, claim, running } = setup();
    await put(running);

    expect(await claim({ ticket: 5 })).toEqual({ outcome: 'leave', seconds: 5 });
    // It did not come: the attempt crashed. Looking on would use up the receive limit.
    expect(await claim({ ticket: 5 }, { receiveCount: 11 })).toEqual({
      outcome: 'leave',
      seconds: 60,
    });
  });

  it('cancels a job whose cancel was requested from an attempt that crashed', async () => {
    const { put, claim, over, now } = setup();
    await put({ ...over, cancelRequestedAt: now });

    expect(await claim()).toMatchObject({
      outcome: 'ended',
      record: { status: 'cancelled', finishedAt: now, expiresAt: now + defaultRetention.done },
    });
  });

  it('fails a job that crashed with no attempts left', async () => {
    const { put, claim, over, now } = setup();
    await put({ ...over, attempt: 3 });

    const claimed = await claim();

    expect(claimed).toMatchObject({
      outcome: 'ended',
      record: { status: 'failed', failedAt: now, error: { code: 'crashed', attempt: 3 } },
    });
    expect(claimed).not.toHaveProperty('record.owner');
  });

  it('lets just one of many claims at once win', async () => {
    const { put, claim } = setup();
    await put();

    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, n) => claim({}, { owner: `worker-${n}#0` })),
    );

    expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ outcome }) => outcome === 'leave')).toHaveLength(19);
  });

  it('shows nothing of the attempt before', async () => {
    const { put, claim, now } = setup();
    const error = { code: 'threw', name: 'Error', message: 'x', attempt: 1, at: now } as const;
    await put({ status: 'retrying', progress: { fraction: 0.5, at: now }, error, outcomeAt: 1 });

    const claimed = await claim();

    for (const field of ['progress', 'error', 'outcomeAt']) {
      expect(claimed).not.toHaveProperty(`record.${field}`);
    }
  });

  it('starts the job of a message without a record from its very time on', async () => {
    const { claim, now } = setup();

    const claimed = await claim({ runAt: now });

    expect(claimed).toMatchObject({
      outcome: 'claimed',
      record: { status: 'running', runAt: now },
    });
  });

  it('says in the history and in the log that it has started', async () => {
    const { world, claim, now } = setup();

    const claimed = await claim();

    expect(claimed).toMatchObject({
      record: {
        history: [
          { status: 'queued', at: now - 1_000 },
          { status: 'running', at: now },
        ],
      },
    });
    expect(world.log).toMatchObject([{ level: 'debug', message: 'Working on job job-1' }]);
  });

  it('says why it ended a job that cannot start any more', async () => {
    const { world, put, claim, over, now } = setup();
    // By its own clock the attempt that crashed was on time.
    await put({ ...over, attempt: 3, runAt: now + 1 });

    const claimed = await claim();

    const message = expect.stringMatching(/^Attempt 3 of 3 ended without a word: /);
    expect(claimed).toMatchObject({ outcome: 'ended', record: { error: { message } } });
    expect(world.log).toMatchObject([{ level: 'warn', message: 'Failed job job-1' }]);
  });

  it('fails a job that waits and has no attempts left, from its very time on', async () => {
    const { put, claim, now } = setup();
    await put({ status: 'retrying', attempt: 3, runAt: now });

    expect(await claim()).toMatchObject({ outcome: 'ended', record: { status: 'failed' } });
  });

  it('leaves a job ten minutes early to its message', async () => {
    const { put, claim, now } = setup();
    await put({ status: 'scheduled', runAt: now + 600_000 });

    expect(await claim()).toEqual({ outcome: 'leave', seconds: 600 });
  });

  it('looks again soon ten times', async () => {
    const { put, claim, running } = setup();
    await put(running);

    const claimed = await claim({ ticket: 5 }, { receiveCount: 10 });

    expect(claimed).toEqual({ outcome: 'leave', seconds: 5 });
  });

  it('decides anew when a cancel comes before it has failed the job', async () => {
    const { world, put, claim, over, now } = setup();
    await put({ ...over, attempt: 3 });
    const updates: string[] = [];
    const ports = intercept(world.ports, {
      before: async ({ name }) => {
        if (name !== 'store.update' || updates.push(name) !== 2) return;
        await world.store.update('job-1', { when: [], set: { cancelRequestedAt: now } });
      },
    });

    const claimed = await claim({}, {}, ports);

    expect(claimed).toMatchObject({ outcome: 'ended', record: { status: 'cancelled' } });
  });

  it('comes back in five seconds after it has lost three times to others', async () => {
    const { world, put, claim, now } = setup();
    const creates: string[] = [];
    const ports = intercept(world.ports, {
      before: async ({ name }) => {
        if (name === 'store.update') world.store.sweep(now + 2);
        if (name !== 'store.create') return;
        creates.push(name);
        await put({ expiresAt: now + 1 });
      },
    });

    const claimed = await claim({}, {}, ports);

    expect(claimed).toEqual({ outcome: 'leave', seconds: 5 });
    expect(creates).toHaveLength(3);
  });
});
