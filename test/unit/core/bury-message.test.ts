import { describe, expect, it } from 'vitest';
import { buryMessage } from '../../../functions/core/bury-message.ts';
import { day } from '../../../functions/core/duration.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import { encodeMessage, messageOf } from '../../../functions/core/message.ts';
import type { Ports } from '../../../functions/core/ports.ts';
import { readBodies } from '../../../functions/core/read-job.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { intercept } from '../../support/world/intercept.ts';

function setup() {
  const world = createWorld();
  const sentAt = world.clock.now() - 5_000;
  const bury = (body: string, ports: Ports = world.ports) =>
    buryMessage(ports, 'default', {
      messageId: 'm-1',
      receipt: 'r',
      body,
      receiveCount: 100,
      sentAt,
    });
  /** A record, and the message that stands for it. */
  const stored = async (fields: Partial<JobRecord>) => {
    const record = newRecord({ id: 'job', ...fields });
    await world.store.create(record, 0);
    return encodeMessage(messageOf(record));
  };
  return { world, sentAt, bury, stored };
}

describe('buryMessage', () => {
  it('fails a job that waits, says why, and logs it', async () => {
    const { world, bury, stored } = setup();
    const body = await stored({ status: 'queued' });

    const burial = await bury(body);

    const at = world.clock.now();
    expect(burial).toMatchObject({ outcome: 'buried', record: { id: 'job', status: 'failed' } });
    expect(world.store.find('job')).toMatchObject({
      failedAt: at,
      error: {
        code: 'dead-lettered',
        name: 'DeadLetterError',
        message: 'Never started: its message was received 100 times without reaching a start',
        attempt: 0,
        at,
      },
    });
    expect(world.log).toMatchObject([{ level: 'warn', message: 'Failed job job' }]);
  });

  it('says of an attempt that ended without a word which one it was', async () => {
    const { world, bury, stored } = setup();
    const body = await stored({ status: 'running', attempt: 2, leaseUntil: world.clock.now() });

    await bury(body);

    expect(world.store.find('job')?.error).toMatchObject({
      code: 'dead-lettered',
      message:
        'Attempt 2 ended without a word, and its message was received 100 times without a further start',
    });
  });

  it('records a job as cancelled whose cancel nobody has lived to see', async () => {
    const { world, bury, stored } = setup();
    const leaseUntil = world.clock.now() - 1;
    const body = await stored({
      status: 'running',
      attempt: 1,
      owner: 'gone#0',
      leaseUntil,
      cancelRequestedAt: 1,
    });

    const burial = await bury(body);

    expect(burial).toMatchObject({ outcome: 'buried', record: { status: 'cancelled' } });
    expect(world.store.find('job')).not.toHaveProperty('error');
  });

  it('leaves a live lease alone until it ends, by whole seconds', async () => {
    const { world, bury, stored } = setup();
    const leaseUntil = world.clock.now() + 61_001;
    const body = await stored({ status: 'running', attempt: 1, owner: 'alive#0', leaseUntil });

    expect(await bury(body)).toEqual({ outcome: 'leave', seconds: 62 });
    expect(world.store.find('job')).toMatchObject({ status: 'running' });
  });

  it('drops a message whose job is over, or has a later one', async () => {
    const [over, later] = [setup(), setup()];
    const bodies = await Promise.all([over.stored({ ticket: 3 }), later.stored({ ticket: 3 })]);
    await over.world.store.update('job', { when: [], set: { status: 'succeeded' } });
    await later.world.store.update('job', { when: [], set: { ticket: 4 } });

    expect(await over.bury(bodies[0])).toEqual({ outcome: 'drop' });
    expect(await later.bury(bodies[1])).toEqual({ outcome: 'drop' });
    expect(later.world.store.find('job')).toMatchObject({ status: 'queued' });
  });

  it('looks again when the record has changed meanwhile, and after three times leaves it for 5 s', async () => {
    const { world, bury, stored } = setup();
    const body = await stored({ status: 'queued' });
    let changes = 0;
    const ports = intercept(world.ports, {
      async before({ name }) {
        if (name !== 'store.update') return;
        changes += 1;
        await world.store.update('job', { when: [], set: { attempt: changes } });
      },
    });

    const burial = await bury(body, ports);

    expect(burial).toEqual({ outcome: 'leave', seconds: 5 });
    expect(changes).toBe(3);
  });
});

describe('burying what nobody can read', () => {
  it('makes a record of its own, with all that is known of the message', async () => {
    const { world, sentAt, bury } = setup();

    const burial = await bury('no message of ours');

    const at = world.clock.now();
    expect(burial).toMatchObject({ outcome: 'buried' });
    expect(world.store.all()).toMatchObject([
      {
        tenant: 'system',
        type: 'unknown',
        queue: 'default',
        hash: 'unreadable',
        requestId: 'm-1',
        createdAt: sentAt,
        attempt: 0,
        maxAttempts: 0,
        depth: 0,
        status: 'failed',
        failedAt: at,
        payload: '"no message of ours"',
        error: { code: 'dead-lettered', name: 'DeadLetterError', at },
      },
    ]);
    expect(world.store.all()[0]?.tags).toEqual([]);
    expect(world.store.all()[0]?.error?.message).toContain("Message m-1 of queue 'default'");
  });

  it('makes one record, however often the message comes', async () => {
    const { world, bury } = setup();
    await bury('no message of ours');

    expect(await bury('no message of ours')).toEqual({ outcome: 'drop' });
    expect(world.store.all()).toHaveLength(1);
  });

  it('writes no body of its own for a payload that the record holds', async () => {
    const { world, bury } = setup();
    const bodies: unknown[] = [];
    const ports = intercept(world.ports, {
      before: ({ name, args }) => void (name === 'store.putBody' && bodies.push(args)),
    });

    await bury('short', ports);

    expect(bodies).toEqual([]);
  });

  it('keeps a payload of 300,000 bytes of JSON whole, as long as the record and longer', async () => {
    const { world, bury } = setup();
    const body = 'x'.repeat(299_998);

    await bury(body);
    world.store.sweep(world.clock.now() + 89 * day);

    const [record] = world.store.all();
    if (record === undefined) throw new Error('No record');
    const { payload } = await readBodies(world.ports, record);
    expect(payload).toBe(JSON.stringify(body));
  });

  it('keeps the beginning of what is longer', async () => {
    const { world, bury } = setup();
    const body = `begin${'"'.repeat(300_000)}`;

    await bury(body);

    const [record] = world.store.all();
    if (record === undefined) throw new Error('No record');
    const text = String((await readBodies(world.ports, record)).payload);
    expect(text.length).toBeLessThanOrEqual(300_000);
    expect(text.length).toBeGreaterThan(200_000);
    expect(body.startsWith(JSON.parse(text))).toBe(true);
  });
});
