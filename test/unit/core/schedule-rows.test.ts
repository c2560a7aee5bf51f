import { describe, expect, it } from 'vitest';
import { deleteSchedule } from '../../../functions/core/delete-schedule.ts';
import { hour, minute } from '../../../functions/core/duration.ts';
import { enqueueFires } from '../../../functions/core/fire-job.ts';
import { fireOccurrence } from '../../../functions/core/fire-occurrence.ts';
import { planSchedules } from '../../../functions/core/plan-schedules.ts';
import { putSchedule } from '../../../functions/core/put-schedule.ts';
import { runSchedule } from '../../../functions/core/run-schedule.ts';
import { syncSchedules } from '../../../functions/core/sync-schedules.ts';
import { schedulePorts } from '../../../testing/platform.ts';
import { newSchedule } from '../../contract/store/new-schedule.ts';
import { address, jobIdAt, scheduleWorld } from '../../support/protocol/schedule-world.ts';
import { type Hooks, intercept } from '../../support/world/intercept.ts';

const origin = { tenant: 'acme', requestId: 'by-hand', depth: 0 };

async function setup(terms: Parameters<ReturnType<typeof scheduleWorld>['put']>[0] = {}) {
  const kit = scheduleWorld();
  await kit.put({ timing: { every: hour }, ...terms });
  /** The ports with hooks around each call. */
  const hooked = (hooks: Hooks) => schedulePorts(intercept(kit.world.ports, hooks));
  /** Another writer gets through before each write of the row. */
  const contended = (call: string) => {
    const counted = { writes: 0 };
    const ports = hooked({
      async before({ name }) {
        if (name !== call) return;
        counted.writes += 1;
        const schedule = await kit.schedule();
        const version = `other-${counted.writes}`;
        await kit.world.store.putSchedule({ ...schedule, version }, schedule.version);
      },
    });
    return { ports, counted };
  };
  return { ...kit, hooked, contended };
}

const changed = "Schedule 'tick' was changed 20 times meanwhile";

describe('the row of a schedule that others write all the time', () => {
  it('is given up by who puts it, after twenty rounds', async () => {
    const { contended } = await setup();
    const { ports, counted } = contended('store.putSchedule');
    const terms = { ...newSchedule({ timing: { every: 2 * hour } }), type: 'task' };

    await expect(putSchedule(ports, { ...address, origin: 'api', terms })).rejects.toThrow(changed);
    expect(counted.writes).toBe(20);
  });

  it('is given up by who deletes it, after twenty rounds', async () => {
    const { contended } = await setup();
    const { ports, counted } = contended('store.deleteSchedule');

    await expect(deleteSchedule(ports, address, 'api')).rejects.toThrow(changed);
    expect(counted.writes).toBe(20);
  });

  it.each(['skip', 'allow'] as const)(
    'is given up by who takes a time, after twenty rounds: %s',
    async (overlap) => {
      const { contended, jobs, schedule, world } = await setup({ overlap });
      const { ports, counted } = contended('store.putSchedule');
      const { generation } = await schedule();
      const occurrence = { ...address, generation, at: world.clock.now() + hour };

      await expect(fireOccurrence(ports, jobs, occurrence)).rejects.toThrow(changed);
      expect(counted.writes).toBe(20);
    },
  );

  it('is left without a link by who ran it by hand: the job is accepted', async () => {
    const { contended, jobs, schedule, jobsMade } = await setup();
    const { ports, counted } = contended('store.putSchedule');

    const made = await runSchedule(ports, jobs, { schedule: await schedule(), origin });

    expect(made).toMatchObject({ outcome: 'accepted' });
    expect(jobsMade()).toHaveLength(1);
    expect(counted.writes).toBe(20);
    expect(await schedule()).not.toHaveProperty('byHand');
  });
});

describe('a write of a row whose first answer was lost', () => {
  it('is known by its version, and counts once', async () => {
    const { world, hooked, put, schedule } = await setup();
    const ports = hooked({
      async before({ name, args }) {
        const [row, seen] = args as Parameters<typeof world.store.putSchedule>;
        if (name === 'store.putSchedule') await world.store.putSchedule(row, seen);
      },
    });
    const { type, payload, overlap, missed, paused } = await schedule();
    const terms = { type, payload, overlap, missed, paused, timing: { every: 2 * hour } };

    const made = await putSchedule(ports, { ...address, origin: 'api', terms });

    expect(made).toMatchObject({ outcome: 'changed', schedule: { timing: { every: 2 * hour } } });
    expect((await put({ timing: { every: 2 * hour } })).outcome).toBe('unchanged');
  });

  it('of a delete is a delete', async () => {
    const { world, hooked, schedule } = await setup();
    const { version } = await schedule();
    const ports = hooked({
      async before({ name }) {
        if (name === 'store.deleteSchedule') await world.store.deleteSchedule(address, version);
      },
    });

    expect(await deleteSchedule(ports, address, 'api')).toEqual({ outcome: 'deleted' });
    expect(await deleteSchedule(ports, address, 'api')).toEqual({ outcome: 'missing' });
  });
});

describe('a schedule of the other origin', () => {
  it('is neither changed nor deleted', async () => {
    const { ports, schedule } = await setup();
    const before = await schedule();
    const terms = { ...newSchedule({ timing: { every: 2 * hour } }), type: 'task' };

    const put = await putSchedule(ports, { ...address, origin: 'code', terms });
    const deleted = await deleteSchedule(ports, address, 'code');

    expect(put).toEqual({ outcome: 'other-origin', schedule: before });
    expect(deleted).toEqual({ outcome: 'other-origin', schedule: before });
    expect(await schedule()).toEqual(before);
  });

  it('made in code is not counted against how many a tenant may have', async () => {
    const { world, ports } = await setup();
    for (let n = 0; n < 500; n += 1) {
      await world.store.putSchedule(newSchedule({ tenant: 'acme', name: `s${n}` }));
    }
    const terms = { ...newSchedule({ timing: { every: hour } }), type: 'task' };

    const made = await putSchedule(ports, {
      tenant: 'acme',
      name: 'in-code',
      origin: 'code',
      terms,
    });

    expect(made.outcome).toBe('created');
  });
});

describe('the next time of a schedule whose times change', () => {
  it('is none that was taken already, by whatever clock', async () => {
    const { world, ports, jobs, put, schedule } = await setup({ overlap: 'allow' });
    const at = world.clock.now() + hour;
    const { generation } = await schedule();
    await fireOccurrence(ports, jobs, { ...address, generation, at });

    await put({ timing: { every: 30 * minute } });

    expect((await schedule()).nextAt).toBe(at + 30 * minute);
  });

  it('stays where it was when only the terms change, with their time of change', async () => {
    const { world, put, schedule } = await setup();
    const before = await schedule();
    await world.clock.advance(minute);

    await put({ timing: { every: hour }, payload: '{"of":"another"}' });

    const { version, ...after } = await schedule();
    const { version: earlier, ...rest } = before;
    expect(version).not.toBe(earlier);
    expect(after).toEqual({
      ...rest,
      payload: '{"of":"another"}',
      updatedAt: before.updatedAt + minute,
    });
  });
});

describe('a time of a schedule', () => {
  it('that cannot be enqueued is tried again by its job', async () => {
    const { hooked, jobs, schedule, world } = await setup({ overlap: 'allow' });
    const ports = hooked({
      before({ name }) {
        if (name === 'queue.send') throw new Error('not today');
      },
    });
    const { generation } = await schedule();

    const fired = fireOccurrence(ports, jobs, { ...address, generation, at: world.clock.now() });

    await expect(fired).rejects.toThrow('The job could not be enqueued: Error: not today');
  });

  it('whose job has no record is tried again, or the next would run beside it', async () => {
    const { hooked, jobs, schedule, world } = await setup();
    const ports = hooked({
      before({ name }) {
        if (name === 'store.create') throw new Error('not today');
      },
    });
    const [row, at] = [await schedule(), world.clock.now()];

    const fired = fireOccurrence(ports, jobs, { ...address, generation: row.generation, at });

    await expect(fired).rejects.toThrow(`Job ${jobIdAt(row, at)} has no record`);
  });

  it('whose job was removed long ago does not keep the next from running', async () => {
    const { ports, jobs, schedule, world, jobsMade } = await setup();
    const { generation } = await schedule();
    const at = world.clock.now();
    await world.store.putSchedule(
      {
        ...(await schedule()),
        last: { at: at - hour, jobId: 'removed', firedBy: 'removed too' },
        version: 'v',
      },
      (await schedule()).version,
    );

    const fired = await fireOccurrence(ports, jobs, { ...address, generation, at });

    expect(fired).toMatchObject({ outcome: 'enqueued' });
    expect(jobsMade()).toHaveLength(1);
  });

  it('whose job is still to be enqueued keeps the next from running', async () => {
    const { ports, jobs, schedule, world } = await setup();
    const row = await schedule();
    const at = world.clock.now();
    await enqueueFires(ports, row, [at - hour]);
    const [planned] = world.store.all();
    const last = { at: at - hour, jobId: 'still-to-come', firedBy: planned?.id ?? '' };
    await world.store.putSchedule({ ...row, last, version: 'v' }, row.version);

    const fired = await fireOccurrence(ports, jobs, { ...address, generation: row.generation, at });

    expect(fired).toEqual({ outcome: 'skipped' });
  });

  it('makes a job that names the one which fired it as its request', async () => {
    const { ports, jobs, schedule, world, jobsMade } = await setup();
    const row = await schedule();
    const at = world.clock.now();

    await fireOccurrence(ports, jobs, { ...address, generation: row.generation, at });

    expect(jobsMade()[0]?.requestId).toBe((await schedule()).last?.firedBy);
    expect(jobsMade()[0]?.depth).toBe(0);
  });
});

describe('planning', () => {
  it('makes jobs of Errand’s own, for the tenant system, on the queue of schedules', async () => {
    const { ports, schedule, world } = await setup();
    const row = await schedule();
    const at = world.clock.now() + minute;

    await enqueueFires(ports, row, [at]);

    const { tenant, name, generation } = row;
    expect(world.store.all()).toMatchObject([
      {
        tenant: 'system',
        type: 'errand-schedule',
        queue: 'errand-schedules',
        maxAttempts: 30,
        requestId: generation,
        runAt: at,
        depth: 0,
        payload: JSON.stringify({ tenant, name, generation, at }),
      },
    ]);
    expect(world.store.all()[0]?.tags).toEqual([]);
  });

  it('says which schedule could not be planned, and goes on with the others', async () => {
    const { hooked, world, put, planned } = await setup();
    await put({ timing: { every: hour } });
    await world.store.putSchedule(
      newSchedule({ ...address, name: 'other', timing: { every: hour }, nextAt: hour }),
    );
    const begin = world.clock.now();
    await world.clock.advance(hour - minute);
    const ports = hooked({
      before({ name, args }) {
        if (name === 'store.getSchedule' && (args[0] as { name: string }).name === 'other') {
          throw new Error('not today');
        }
      },
    });

    const complete = await planSchedules(ports, world.clock.now() + minute);

    expect(complete).toBe(true);
    expect(planned()).toEqual([begin + hour]);
    expect(world.log).toContainEqual({
      level: 'error',
      message: "Schedule 'other' could not be planned; the next run tries again",
      fields: { tenant: 'acme', schedule: 'other', error: 'Error: not today' },
    });
  });

  it('stops at its deadline and says so', async () => {
    const { ports, world, planned } = await setup();
    await world.clock.advance(hour - minute);

    expect(await planSchedules(ports, world.clock.now())).toBe(false);
    expect(planned()).toEqual([]);
  });

  it('that cannot send says so, and leaves the row as it is', async () => {
    const { hooked, world, schedule } = await setup();
    const before = await schedule();
    await world.clock.advance(hour - minute);
    const ports = hooked({
      before({ name }) {
        if (name === 'queue.send') throw new Error('not today');
      },
    });

    await planSchedules(ports, world.clock.now() + minute);

    expect(await schedule()).toEqual(before);
    expect(world.log.map(({ fields }) => fields.error)).toContain(
      "Error: The times of schedule 'tick' could not be planned: Error: not today",
    );
  });
});

describe('a run by hand', () => {
  it('of a schedule that is gone meanwhile is a job all the same', async () => {
    const { ports, jobs, schedule } = await setup();
    const row = await schedule();
    await deleteSchedule(ports, address, 'api');

    const made = await runSchedule(ports, jobs, { schedule: row, origin });

    expect(made).toMatchObject({ outcome: 'accepted' });
    await expect(schedule()).rejects.toThrow('There is no schedule');
  });

  it('takes the id of its caller’s key', async () => {
    const { ports, jobs, schedule } = await setup();

    const made = await runSchedule(ports, jobs, {
      schedule: await schedule(),
      origin,
      id: 'keyed',
    });

    expect(made).toMatchObject({ job: { id: 'keyed' } });
    expect((await schedule()).byHand).toMatchObject({ jobId: 'keyed' });
  });

  it('says in the log that it could not be linked', async () => {
    const { hooked, jobs, schedule, world } = await setup();
    const row = await schedule();
    const ports = hooked({
      before({ name }) {
        if (name === 'store.getSchedule') throw new Error('not today');
      },
    });

    await runSchedule(ports, jobs, { schedule: row, origin, id: 'keyed' });

    expect(world.log).toContainEqual({
      level: 'warn',
      message: "Job keyed is not linked to schedule 'tick'",
      fields: { jobId: 'keyed', error: 'Error: not today' },
    });
  });

  it('links no job that was not accepted', async () => {
    const { hooked, jobs, schedule } = await setup();
    const ports = hooked({
      before({ name }) {
        if (name === 'queue.send') throw new Error('not today');
      },
    });

    const made = await runSchedule(ports, jobs, { schedule: await schedule(), origin });

    expect(made).toMatchObject({ outcome: 'unavailable' });
    expect(await schedule()).not.toHaveProperty('byHand');
  });
});

describe('schedules in code', () => {
  it('leave those alone that were made over the API', async () => {
    const { world, ports, jobs } = await setup();
    await world.store.putSchedule(newSchedule({ tenant: 'default', name: 'mine', origin: 'api' }));

    expect(await syncSchedules(ports, jobs)).toBe(true);
    expect(await world.store.listSchedules('default')).toMatchObject([{ name: 'mine' }]);
  });
});
