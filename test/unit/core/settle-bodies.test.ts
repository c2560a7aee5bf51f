import { describe, expect, it } from 'vitest';
import { day } from '../../../functions/core/duration.ts';
import type { JobError } from '../../../functions/core/job-error.ts';
import { defaultRetention, type JobRecord } from '../../../functions/core/job-record.ts';
import type { Ports } from '../../../functions/core/ports.ts';
import { type Outcome, settle } from '../../../functions/core/settle.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { intercept } from '../../support/world/intercept.ts';

const inline = { payload: '{}' };
const elsewhere = { hash: 'of-a-body' };

/** An attempt under way, and the calls of the store for bodies that its end makes. */
async function setup(fields: Partial<JobRecord> = {}, payload: { payload?: string } = inline) {
  const world = createWorld();
  const now = world.clock.now();
  const record = newRecord({
    id: 'job',
    type: 'task',
    status: 'running',
    attempt: 1,
    owner: 'first#0',
    leaseUntil: now + 300_000,
    startedAt: now,
    ...payload,
    ...fields,
  });
  await world.store.create(record, now);
  const bodies: unknown[][] = [];
  const ports = intercept(world.ports, {
    before: ({ name, args }) => void (/Body$/.test(name) && bodies.push([name, ...args])),
  });
  const end = (outcome: Outcome, other: Partial<Ports> = {}) =>
    settle({ ...ports, ...other }, record, { outcome, until: 0 });
  const error = (message: string, stack?: string): JobError => ({
    code: 'threw',
    name: 'Error',
    message,
    attempt: 1,
    at: now,
    ...(stack !== undefined && { stack }),
  });
  return { world, now, end, error, bodies, stored: () => world.store.find('job') };
}

/** Characters of a text that make what is settled just fit its record. */
async function roomFor(end: (text: string) => Promise<JobRecord | undefined>): Promise<number> {
  const settled = await end('');
  if (settled === undefined) throw new Error('Not settled');
  return createWorld().store.room(settled, 'settled');
}

describe('a result', () => {
  const succeed = async (result: string) => {
    const attempt = await setup();
    await attempt.end({ status: 'succeeded', result });
    return attempt;
  };

  it('that just fits is in the record, and one byte more in a body', async () => {
    const room = await roomFor(async (text) => (await succeed(text)).stored());

    const [fits, not] = [await succeed('1'.repeat(room)), await succeed('1'.repeat(room + 1))];

    expect(fits.stored()).toHaveProperty('result');
    expect(fits.bodies).toEqual([]);
    expect(not.stored()).not.toHaveProperty('result');
    expect(not.bodies).toEqual([
      ['store.putBody', 'job', 'RESULT#1', '1'.repeat(room + 1), not.now + defaultRetention.done],
    ]);
  });

  it('in a body ends the attempt like any other', async () => {
    const { stored } = await succeed('1'.repeat(5_000));

    expect(stored()).toMatchObject({ status: 'succeeded', outcomeAt: 1 });
    for (const field of ['owner', 'leaseUntil', 'error']) {
      expect(stored()).not.toHaveProperty(field);
    }
  });

  it('leaves room for the progress that is written with it', async () => {
    const room = await roomFor(async (text) => (await succeed(text)).stored());
    const { world, stored } = await setup();
    const record = stored();
    if (record === undefined) throw new Error('No record');

    await settle(world.ports, record, {
      outcome: { status: 'succeeded', result: '1'.repeat(room) },
      progress: { fraction: 1, note: 'all of it', at: 1 },
      until: 0,
    });

    expect(stored()).toMatchObject({ status: 'succeeded', outcomeAt: 1 });
    expect(stored()).not.toHaveProperty('result');
  });

  it('of an attempt that reported nothing comes without progress', async () => {
    expect((await succeed('1')).stored()).not.toHaveProperty('progress');
  });
});

describe('an error', () => {
  const fail = async (message: string, stack?: string, fields: Partial<JobRecord> = {}) => {
    const attempt = await setup(fields);
    await attempt.end({ status: 'failed', error: attempt.error(message, stack) });
    return attempt;
  };
  /** So long that no error fits beside them. */
  const tags = Array.from({ length: 10 }, () => 't'.repeat(140));

  it('that just fits is in the record, and one character more cuts it', async () => {
    const room = await roomFor(async (text) => (await fail(text)).stored());

    const [fits, not] = [await fail('m'.repeat(room)), await fail('m'.repeat(room + 1))];

    expect(fits.stored()?.error?.message).toHaveLength(room);
    expect(fits.bodies).toEqual([]);
    expect(not.stored()?.error?.message).toHaveLength(120);
    const whole = JSON.stringify(not.error('m'.repeat(room + 1)));
    expect(not.bodies).toEqual([
      ['store.putBody', 'job', 'RESULT#1', whole, not.now + defaultRetention.failed],
    ]);
  });

  it('of 120 characters stays whole where nothing fits, and has no body', async () => {
    const { stored, bodies } = await fail('m'.repeat(120), undefined, { tags });

    expect(stored()?.error?.message).toBe('m'.repeat(120));
    expect(bodies).toEqual([]);
  });

  it('of 121 characters is cut there', async () => {
    const { stored, bodies } = await fail('m'.repeat(121), undefined, { tags });

    expect(stored()?.error?.message).toBe(`${'m'.repeat(119)}…`);
    expect(bodies).toHaveLength(1);
  });

  it.each([120, 20])(
    'of %i characters loses its stack where nothing fits, and no words',
    async (length) => {
      const { stored, bodies } = await fail('m'.repeat(length), 'at run', { tags });

      expect(stored()?.error?.message).toBe('m'.repeat(length));
      expect(stored()?.error).not.toHaveProperty('stack');
      expect(bodies).toHaveLength(1);
    },
  );

  it('keeps all its words if they fit without the stack', async () => {
    const { stored, error, bodies } = await fail('m'.repeat(300), 's'.repeat(3_000));

    expect(stored()?.error).toEqual(error('m'.repeat(300)));
    expect(stored()?.outcomeAt).toBe(1);
    expect(bodies).toHaveLength(1);
  });
});

describe('a retry', () => {
  const unsent: Ports['queue'] = {
    send: async () => [{ ok: false, reason: 'The service is busy' }],
    leave: async () => {},
    depths: async () => [],
  };
  const minute = 60_000;

  it('by a message leaves the body of its payload as it is', async () => {
    const { end, error, bodies, stored } = await setup(elsewhere, {});

    await end({ status: 'retrying', error: error('no luck'), delay: minute });

    expect(stored()).toMatchObject({ status: 'retrying' });
    expect(bodies).toEqual([]);
  });

  it('from the due index keeps the body of its payload until long after', async () => {
    const { now, end, error, bodies, stored } = await setup(elsewhere, {});

    await end({ status: 'retrying', error: error('no luck'), delay: minute }, { queue: unsent });

    const due = now + minute;
    expect(stored()).toMatchObject({ status: 'retrying', dueAt: due, runAt: due });
    expect(bodies).toEqual([
      ['store.extendBody', 'job', 'PAYLOAD#of-a-body', due + (14 + 90 + 7) * day],
    ]);
  });

  it('from the due index asks for no body where the record holds the payload', async () => {
    const { end, error, bodies, stored } = await setup();

    await end({ status: 'retrying', error: error('no luck'), delay: minute }, { queue: unsent });

    expect(stored()).toMatchObject({ status: 'retrying', dueAt: expect.any(Number) });
    expect(bodies).toEqual([]);
  });
});
