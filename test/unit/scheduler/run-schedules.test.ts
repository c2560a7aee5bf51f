import { describe, expect, it } from 'vitest';
import { defineJob } from '../../../functions/core/define-job.ts';
import { hour, minute } from '../../../functions/core/duration.ts';
import { every } from '../../../functions/core/fixed-schedule.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { scheduleRunner } from '../../../functions/scheduler/run-schedules.ts';
import { schedulePorts } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { intercept } from '../../support/world/intercept.ts';

const input = {
  '~standard': { version: 1, vendor: 'test', validate: () => ({ value: {} }) },
} as const;
const hourly = defineJob({ name: 'hourly', input, schedule: every('1h'), async run() {} });
const jobs = registerJobs(defineQueues({ default: {} }), [hourly]);

function setup(fault?: () => void) {
  const world = createWorld();
  const calls: string[] = [];
  const ports = intercept(world.ports, {
    before({ name }) {
      calls.push(name);
      if (name === 'store.listSchedules') fault?.();
    },
  });
  const run = scheduleRunner({ ...schedulePorts(ports), jobs });
  return { world, calls, run: () => run(world.clock.now() + minute) };
}

describe('a run of the scheduler', () => {
  it('makes the schedules in code, once in an environment, and fires them', async () => {
    const { world, calls, run } = setup();

    await run();
    await world.clock.advance(hour - minute);
    await run();

    expect(await world.store.listSchedules('default')).toMatchObject([{ name: 'hourly' }]);
    expect(world.store.all()).toMatchObject([{ type: 'errand-schedule', status: 'scheduled' }]);
    expect(calls.filter((name) => name === 'store.listSchedules')).toHaveLength(1);
  });

  it('looks at the schedules in code again when that failed', async () => {
    let isAway = true;
    const { world, run } = setup(() => {
      if (isAway) throw new Error('not today');
    });

    await run();
    isAway = false;
    await run();

    expect(world.log).toMatchObject([{ level: 'error', fields: { error: 'Error: not today' } }]);
    expect(await world.store.listSchedules('default')).toHaveLength(1);
  });

  it('says so when its time was over before every schedule was planned', async () => {
    const { world, run } = setup();
    await run();
    await world.clock.advance(hour);
    const late = scheduleRunner({ ...schedulePorts(world.ports), jobs });

    await late(world.clock.now());

    expect(world.log.at(-1)).toMatchObject({ level: 'warn' });
    expect(world.store.all()).toEqual([]);
  });
});
