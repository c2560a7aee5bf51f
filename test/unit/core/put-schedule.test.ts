import { describe, expect, it } from 'vitest';
import { deleteSchedule } from '../../../functions/core/delete-schedule.ts';
import { day, hour, minute } from '../../../functions/core/duration.ts';
import { putSchedule } from '../../../functions/core/put-schedule.ts';
import { runSchedule } from '../../../functions/core/run-schedule.ts';
import { mostSchedules } from '../../../functions/core/schedule.ts';
import { schedulePorts } from '../../../testing/platform.ts';
import { newSchedule } from '../../contract/store/new-schedule.ts';
import { address, scheduleWorld } from '../../support/protocol/schedule-world.ts';
import { intercept } from '../../support/world/intercept.ts';

describe('putting a schedule', () => {
  it('makes it, and its first time is the first one from now on', async () => {
    const { world, put, schedule } = scheduleWorld();

    const made = await put({ timing: { every: hour } });

    expect(made).toMatchObject({ outcome: 'created' });
    expect(await schedule()).toMatchObject({
      ...address,
      origin: 'api',
      createdAt: world.clock.now(),
      nextAt: world.clock.now() + hour,
    });
  });

  it('plans a time that comes before the next run of the scheduler', async () => {
    const { world, put, planned, schedule } = scheduleWorld();

    await put({ timing: { every: 3 * minute } });

    expect(planned()).toEqual([world.clock.now() + 3 * minute]);
    expect((await schedule()).nextAt).toBe(world.clock.now() + 6 * minute);
  });

  it('that cannot be planned at once leaves that to the scheduler', async () => {
    const { world, jobs, platform, planned, schedule } = scheduleWorld();
    const faulty = intercept(world.ports, {
      before: ({ name }) => {
        if (name === 'queue.send') throw new Error('not today');
      },
    });
    const terms = { ...newSchedule({ timing: { every: minute } }), type: 'task' };

    const made = await putSchedule(schedulePorts(faulty), { ...address, origin: 'api', terms });
    await platform.schedule();

    expect(made.outcome).toBe('created');
    expect(planned()).toHaveLength(5);
    expect((await schedule()).type in jobs.types).toBe(true);
  });

  it('with the same terms changes nothing', async () => {
    const { put, schedule, world } = scheduleWorld();
    await put();
    const before = await schedule();
    await world.clock.advance(10 * minute);

    const again = await put();

    expect(again).toEqual({ outcome: 'unchanged', schedule: before });
    expect(await schedule()).toEqual(before);
  });

  it('with other times makes void what was planned', async () => {
    const { put, schedule, world, platform, starts } = scheduleWorld();
    const begin = world.clock.now();
    await put({ timing: { every: 3 * minute } });
    await put({ timing: { every: 2 * minute } });

    await platform.passUntil(begin + 4 * minute);
    await platform.runMessages();

    expect(starts.map(({ at }) => at - begin)).toEqual([2 * minute, 4 * minute]);
    expect((await schedule()).createdAt).toBe(begin);
  });

  it('with another payload keeps what is planned', async () => {
    const { put, schedule } = scheduleWorld();
    await put();
    const before = await schedule();

    const changed = await put({ payload: '{"of":"another"}', missed: 'none' });

    const { generation, nextAt } = before;
    expect(changed).toMatchObject({ outcome: 'changed', schedule: { generation, nextAt } });
  });

  it('of another job type under its name is refused', async () => {
    const { put, schedule } = scheduleWorld();
    await put();
    const before = await schedule();

    const refused = await put({ type: 'slow' });

    expect(refused).toEqual({ outcome: 'other-type', schedule: before });
    expect(await schedule()).toEqual(before);
  });

  it('is refused to a tenant that has very many', async () => {
    const { put, world } = scheduleWorld();
    for (let n = 0; n < mostSchedules; n += 1) {
      await world.store.putSchedule(newSchedule({ tenant: address.tenant, name: `s${n}` }));
    }

    expect(await put()).toEqual({ outcome: 'too-many' });
  });

  it('twice at the same moment makes one', async () => {
    const { put, planned } = scheduleWorld();

    const made = await Promise.all([put(), put()]);

    expect(made.map(({ outcome }) => outcome).sort()).toEqual(['created', 'unchanged']);
    expect(planned()).toHaveLength(5);
  });
});

describe('a pause', () => {
  it('makes no job, and its end makes none for what passed meanwhile', async () => {
    const { put, world, platform, starts, schedule } = scheduleWorld();
    const begin = world.clock.now();
    await put({ timing: { every: hour }, missed: 'all' });
    await platform.passUntil(begin + hour + minute);
    await put({ timing: { every: hour }, missed: 'all', paused: true });
    await platform.passUntil(begin + 5 * hour + minute);
    const paused = await schedule();

    await put({ timing: { every: hour }, missed: 'all' });
    await platform.passUntil(begin + 6 * hour + minute);

    expect(paused).not.toHaveProperty('nextAt');
    expect(starts.map(({ at }) => at - begin)).toEqual([hour, 6 * hour]);
  });
});

describe('deleting a schedule', () => {
  it('ends it, and lets its jobs go on', async () => {
    const { put, world, ports, platform, starts } = scheduleWorld();
    const begin = world.clock.now();
    await put({ timing: { every: hour } });
    await platform.passUntil(begin + hour + minute);

    const deleted = await deleteSchedule(ports, address, 'api');
    await platform.passUntil(begin + day);

    expect(deleted).toEqual({ outcome: 'deleted' });
    expect(starts).toHaveLength(1);
    expect(await deleteSchedule(ports, address, 'api')).toEqual({ outcome: 'missing' });
  });

  it('made again under its name starts anew, with jobs of their own', async () => {
    const { put, world, ports, platform, jobsMade } = scheduleWorld();
    const begin = world.clock.now();
    await put();
    await deleteSchedule(ports, address, 'api');
    await put();

    await platform.passUntil(begin + minute);
    await platform.runMessages();

    expect(jobsMade()).toHaveLength(1);
  });
});

describe('running a schedule by hand', () => {
  it('makes a job at once, also while it is paused, and links it', async () => {
    const { put, world, ports, jobs, schedule, jobsMade } = scheduleWorld();
    await put({ paused: true });
    const origin = { tenant: 'acme', requestId: 'r', depth: 0 };

    const made = await runSchedule(ports, jobs, { schedule: await schedule(), origin });

    const [job] = jobsMade();
    expect(made).toMatchObject({ outcome: 'accepted', job: { id: job?.id } });
    expect(job).toMatchObject({ tags: ['schedule:tick'], payload: '{"of":"tick"}' });
    expect((await schedule()).byHand).toEqual({ at: world.clock.now(), jobId: job?.id });
  });
});
