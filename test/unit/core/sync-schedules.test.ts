import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { cronerCalendar } from '../../../functions/calendar/croner-calendar.ts';
import { defineJob } from '../../../functions/core/define-job.ts';
import { hour } from '../../../functions/core/duration.ts';
import { cron, every, type FixedSchedule } from '../../../functions/core/fixed-schedule.ts';
import { fixedScheduleFaults } from '../../../functions/core/fixed-schedules.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { putSchedule } from '../../../functions/core/put-schedule.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { syncSchedules } from '../../../functions/core/sync-schedules.ts';
import { schedulePorts } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';

interface Input {
  readonly to?: string | undefined;
}

function jobType(
  schedule?: FixedSchedule<Input> | readonly FixedSchedule<Input>[],
  name = 'report',
) {
  return defineJob({
    name,
    input: v.strictObject({ to: v.optional(v.string()) }),
    ...(schedule !== undefined && { schedule }),
    async run() {},
  });
}

function registry(...types: ReturnType<typeof jobType>[]) {
  return registerJobs(defineQueues({ default: {} }), types);
}

function newWorld() {
  const world = createWorld();
  const ports = schedulePorts(world.ports);
  const stored = () => world.store.listSchedules('default');
  return { world, ports, stored };
}

describe('schedules in code', () => {
  it('get a row each, called as their job type, for the tenant default', async () => {
    const { ports, stored, world } = newWorld();
    const nine = cron('0 9 * * MON-FRI', { timeZone: 'Europe/Berlin', payload: { to: 'all' } });

    await syncSchedules(ports, registry(jobType(nine)));

    expect(await stored()).toMatchObject([
      {
        name: 'report',
        type: 'report',
        origin: 'code',
        payload: '{"to":"all"}',
        timing: { cron: '0 9 * * MON-FRI', timeZone: 'Europe/Berlin' },
        overlap: 'skip',
        missed: 'latest',
        paused: false,
      },
    ]);
    expect((await stored())[0]?.nextAt).toBeGreaterThan(world.clock.now());
  });

  it('that a type has several of are told apart by their names', async () => {
    const { ports, stored } = newWorld();
    const list = [every('1h', { name: 'hourly' }), every('1d', { name: 'daily', paused: true })];

    await syncSchedules(ports, registry(jobType(list)));

    expect((await stored()).map(({ name }) => name)).toEqual(['report.daily', 'report.hourly']);
  });

  it('are written once, however often and by however many at once they are looked at', async () => {
    const { ports, stored, world } = newWorld();
    const jobs = registry(jobType(every('1h')));
    await Promise.all([syncSchedules(ports, jobs), syncSchedules(ports, jobs)]);
    const before = await stored();
    await world.clock.advance(10 * hour);

    await syncSchedules(ports, jobs);

    expect(await stored()).toEqual(before);
    expect(before).toHaveLength(1);
  });

  it('follow the code: changed and gone', async () => {
    const { ports, stored } = newWorld();
    const other = jobType(every('1h'), 'other');
    await syncSchedules(ports, registry(jobType(every('1h')), other));
    const [, before] = await stored();

    await syncSchedules(ports, registry(jobType(every('2h'))));

    const after = await stored();
    expect(before).toMatchObject({ name: 'report', timing: { every: hour } });
    expect(after).toMatchObject([{ name: 'report', timing: { every: 2 * hour } }]);
    expect(after[0]?.generation).not.toBe(before?.generation);
  });

  it('leave a schedule of the same name alone that was made over the API, and say so', async () => {
    const { ports, stored, world } = newWorld();
    const jobs = registry(jobType(every('1h')));
    const terms = {
      type: 'report',
      payload: '{}',
      timing: { every: 2 * hour },
      overlap: 'skip',
      missed: 'latest',
      paused: false,
    } as const;
    await putSchedule(ports, { tenant: 'default', name: 'report', origin: 'api', terms });

    const clear = await syncSchedules(ports, jobs);

    expect(clear).toBe(false);
    expect(await stored()).toMatchObject([{ origin: 'api', timing: { every: 2 * hour } }]);
    expect(world.log).toMatchObject([
      { level: 'error', message: expect.stringMatching(/^Schedule 'report' of job type 'report'/) },
    ]);
  });
});

describe('a mistake in a schedule in code', () => {
  it.each([
    [
      'a payload that does not fit',
      () => jobType(every('1h', { payload: { to: 1 as never } })),
      /'report' does not fit its input \(.*expected string.*payload/i,
    ],
    [
      'a payload that is too long',
      () => jobType(every('1h', { payload: { to: 'x'.repeat(30_000) } })),
      /is 30009 bytes of JSON, at most 20000/,
    ],
    [
      'two without a name',
      () => jobType([every('1h'), every('2h')]),
      /'report' has several schedules: give each a name/,
    ],
    [
      'two with the same name',
      () => jobType([every('1h', { name: 'a' }), every('2h', { name: 'a' })]),
      /give each a name/,
    ],
    [
      'a name of another form',
      () => jobType(every('1h', { name: 'a b' })),
      /got 'report.a b' for job type 'report'/,
    ],
    [
      'a duration of another form',
      () => jobType(every('1 hour' as never)),
      /Expected a duration such as .* got '1 hour'/,
    ],
  ])('is found when the type is defined: %s', (_, define, message) => {
    expect(define).toThrow(message);
  });

  it.each([
    [
      cron('0 25 * * *'),
      /^Schedule 'report' of job type 'report' is wrong in cron\. .*got '0 25 \* \* \*'/,
    ],
    [cron('0 9 * * *', { timeZone: 'Europe/Berln' }), /wrong in timeZone\. .*got 'Europe\/Berln'/],
    [
      cron(`${'0,'.repeat(100)}0 9 * * *`),
      /wrong in cron\. Expected at most 200 .*got 209 of them/,
    ],
    [every('30s'), /wrong in every\. .*1m to 366d.*got '30s'/],
  ])('is found with a calendar: %j', (schedule, message) => {
    const faults = fixedScheduleFaults(registry(jobType(schedule)), cronerCalendar());

    expect(faults).toEqual([expect.stringMatching(message)]);
  });
});
