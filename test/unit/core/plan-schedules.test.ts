import { describe, expect, it } from 'vitest';
import { cronerCalendar } from '../../../functions/calendar/croner-calendar.ts';
import { day, hour, minute, second } from '../../../functions/core/duration.ts';
import { planOf, planSchedules } from '../../../functions/core/plan-schedules.ts';
import type { Missed, Schedule } from '../../../functions/core/schedule.ts';
import { schedulePorts } from '../../../testing/platform.ts';
import { newSchedule } from '../../contract/store/new-schedule.ts';
import { address, scheduleWorld } from '../../support/protocol/schedule-world.ts';
import { intercept } from '../../support/world/intercept.ts';

const calendar = cronerCalendar();
const noon = Date.UTC(2030, 0, 1, 12);

function planAt(now: number, fields: Partial<Schedule>) {
  const { times, nextAt } = planOf(calendar, newSchedule(fields), now);
  return { times: times.map((time) => time - noon), nextAt: (nextAt ?? 0) - noon };
}

describe('a plan', () => {
  it('has the times of the next five minutes, the last one included', () => {
    const plan = planAt(noon, { timing: { every: minute }, nextAt: noon + 2 * minute });

    expect(plan.times).toEqual([2, 3, 4, 5].map((n) => n * minute));
    expect(plan.nextAt).toBe(6 * minute);
  });

  it.each<{ missed: Missed; late: string; now: number; times: readonly number[] }>([
    { missed: 'latest', late: 'three days', now: noon, times: [-2 * hour] },
    { missed: 'none', late: 'three days', now: noon, times: [] },
    { missed: 'all', late: 'three days', now: noon, times: [-50 * hour, -26 * hour, -2 * hour] },
    {
      missed: 'latest',
      late: 'four minutes',
      now: noon - 2 * hour + 4 * minute,
      times: [-2 * hour],
    },
    { missed: 'none', late: 'four minutes', now: noon - 2 * hour + 4 * minute, times: [-2 * hour] },
    { missed: 'none', late: 'six minutes', now: noon - 2 * hour + 6 * minute, times: [] },
  ])('of a schedule that makes good $missed, run $late late', ({ missed, now, times }) => {
    const timing = { cron: '0 10 * * *', timeZone: 'UTC' };

    const plan = planAt(now, { timing, missed, nextAt: noon - 50 * hour });

    expect(plan.times).toEqual(times);
    expect(plan.nextAt).toBe(22 * hour);
  });

  it('goes on with what comes, after what was missed', () => {
    const plan = planAt(noon, { timing: { every: minute }, nextAt: noon - day });

    expect(plan.times).toEqual([0, 1, 2, 3, 4, 5].map((n) => n * minute));
  });

  it('of very many missed times takes a hundred, and leaves the rest to the next', () => {
    const plan = planAt(noon, { timing: { every: minute }, missed: 'all', nextAt: noon - day });

    expect(plan.times).toHaveLength(100);
    expect(plan.nextAt).toBe(-day + 100 * minute);
  });
});

describe('the scheduler', () => {
  it('makes one job for each time, to the second, though it runs once in two minutes', async () => {
    const { world, ports, platform, put, jobsMade, starts } = scheduleWorld();
    const begin = world.clock.now();
    await put();

    for (let run = 0; run < 10; run += 1) {
      await platform.schedule();
      const next = begin + (run + 1) * 2 * minute;
      while (world.clock.now() < next) {
        await world.clock.advance(second);
        await platform.invoke('errand-schedules');
        await platform.invoke('default');
      }
    }

    expect(jobsMade()).toHaveLength(20);
    const lateness = starts.map(({ at }, i) => at - (begin + (i + 1) * minute));
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...lateness)).toBeLessThanOrEqual(second);
    expect(await ports.store.firing(world.clock.now(), 10)).toEqual([]);
  });

  it('makes one job for each time though two of it run side by side', async () => {
    const { world, ports, put, planned } = scheduleWorld();
    await put({ timing: { every: hour } });
    await world.clock.advance(hour - minute);

    const deadline = world.clock.now() + minute;
    await Promise.all([planSchedules(ports, deadline), planSchedules(ports, deadline)]);

    expect(planned()).toEqual([world.clock.now() + minute]);
  });

  it('makes good all that was missed, a hundred at a time, before its deadline', async () => {
    const { world, ports, put, planned } = scheduleWorld();
    await put({ missed: 'all' });
    await world.clock.advance(4 * hour);

    const complete = await planSchedules(ports, world.clock.now() + minute);

    expect(complete).toBe(true);
    expect(planned()).toHaveLength(4 * 60 + 5);
  });

  it('stops at its deadline and says so', async () => {
    const { world, ports, put, planned } = scheduleWorld();
    await put({ timing: { every: hour } });
    await world.clock.advance(2 * hour);

    const complete = await planSchedules(ports, world.clock.now());

    expect(complete).toBe(false);
    expect(planned()).toEqual([]);
  });

  it('plans the others when one of them cannot be', async () => {
    const { world, put, planned } = scheduleWorld();
    await put({ timing: { every: hour } });
    await world.store.putSchedule(newSchedule({ name: 'broken', nextAt: world.clock.now() }));
    await world.clock.advance(hour);
    const faulty = intercept(world.ports, {
      before: ({ name, args: [first] }) => {
        const { name: schedule } = Object(first) as { name?: string };
        if (name === 'store.getSchedule' && schedule === 'broken') throw new Error('not today');
      },
    });

    await planSchedules(schedulePorts(faulty), world.clock.now() + minute);

    expect(planned()).toEqual([world.clock.now()]);
    expect(world.log.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { schedule: 'broken', error: 'Error: not today' } },
    ]);
  });

  it('has nothing to do for a schedule that is paused, or far away', async () => {
    const { world, put, platform, planned } = scheduleWorld();
    await put({ timing: { every: day } });
    await put({ paused: true, timing: { every: day } });

    await platform.passUntil(world.clock.now() + 3 * day);

    expect(planned()).toEqual([]);
    expect(await world.store.getSchedule(address)).not.toHaveProperty('nextAt');
  });
});
