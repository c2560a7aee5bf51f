import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { type ListedJob, timeOf } from '../support/flows/job-view.ts';
import { privateTarget } from '../support/flows/private-target.ts';
import type { ScheduleView } from '../support/flows/schedule-view.ts';

const target = await privateTarget({ clock: 'virtual' });
const client = new Client(target);
const [second, minute, day] = [1_000, 60_000, 86_400_000];
const timeZone = 'Europe/Berlin';

async function advance(by: string): Promise<number> {
  const answer = await client.send<{ now: string }>('POST', '/clock/advance', { json: { by } });
  expect(answer.status).toBe(200);
  return timeOf(answer.body.now);
}

async function put(name: string, fields: object): Promise<ScheduleView> {
  const json = { type: 'demo', payload: {}, ...fields };
  const answer = await client.send<ScheduleView>('PUT', `/schedules/${name}`, { json });
  expect([200, 201]).toContain(answer.status);
  return answer.body;
}

async function get(name: string): Promise<ScheduleView> {
  return (await client.send<ScheduleView>('GET', `/schedules/${name}`)).body;
}

/** The first first. */
async function jobsOf(name: string): Promise<readonly ListedJob[]> {
  const jobs = await client.list({ tag: `schedule:${name}`, limit: '100' });
  return jobs.toReversed();
}

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** Such as `Mon 09:00`. */
function local(time: number): string {
  return format.format(time).replace(',', '');
}

const morning = /^(Mon|Tue|Wed|Thu|Fri) 09:00$/;

/** Days from Monday to Friday whose nine o'clock in Berlin lies in between. */
function mornings(after: number, until: number): readonly number[] {
  const hour = 60 * minute;
  const hours = Array.from(
    { length: Math.ceil((until - after) / hour) },
    (_, i) => (Math.floor(after / hour) + 1 + i) * hour,
  );
  return hours.filter((time) => time <= until && morning.test(local(time)));
}

// One after the other: they share the clock.
describe.skipIf(!target.can.includes('skips-time'))('schedules, while the clock is moved', () => {
  it('run on each weekday of a year at the same local time, through both changes of the clocks', {
    timeout: 240_000,
  }, async () => {
    const { createdAt } = await put('mornings', { cron: '0 9 * * MON-FRI', timeZone });
    const begin = timeOf(createdAt);
    const times: number[] = [];
    let now = begin;

    // In steps, since what has succeeded is forgotten after 30 days.
    for (let days = 0; days < 365; days += 73 / 5) {
      now = await advance(`${(73 / 5) * 24 * 60}m`);
      const jobs = await jobsOf('mornings');
      for (const job of jobs) {
        expect(job.status).toBe('succeeded');
        const time = timeOf(job.createdAt);
        if (time > (times.at(-1) ?? 0)) times.push(time);
      }
    }

    expect(now - begin).toBe(365 * day);
    expect(times.filter((time) => !morning.test(local(time)))).toEqual([]);
    expect(times.filter((time) => time % minute > second)).toEqual([]);
    expect(times).toHaveLength(mornings(begin, now).length);
    const summer = times.filter((time) => new Date(time).getUTCHours() === 7);
    expect(summer.length).toBeGreaterThan(100);
    expect(times.length - summer.length).toBeGreaterThan(90);
    await client.send('DELETE', '/schedules/mornings');
  });

  it('run in order, and never early', async () => {
    await put('quarters', { every: '15m' });

    const end = await advance('6h');

    const jobs = await jobsOf('quarters');
    expect(jobs).toHaveLength(24);
    for (const [place, { createdAt }] of jobs.entries()) {
      const at = (Math.floor(end / (15 * minute)) - 23 + place) * 15 * minute;
      expect(timeOf(createdAt)).toBeGreaterThanOrEqual(at);
      expect(timeOf(createdAt)).toBeLessThanOrEqual(at + second);
    }
    expect((await get('quarters')).lastJob).toMatchObject({
      id: jobs.at(-1)?.id,
      status: 'succeeded',
    });
    await client.send('DELETE', '/schedules/quarters');
  });

  it('that are paused run nothing, and make nothing good afterwards', async () => {
    await put('paused', { every: '1h', missed: 'all', paused: true });

    await advance('3d');
    const paused = await jobsOf('paused');
    await put('paused', { every: '1h', missed: 'all' });
    await advance('2h');

    expect(paused).toEqual([]);
    expect(await jobsOf('paused')).toHaveLength(2);
    await client.send('DELETE', '/schedules/paused');
  });

  it('that skip wait for the end of a job that is retried for long, others do not', async () => {
    // Its first two attempts fail, and it waits for 110 minutes after each: 3 h 40 in all.
    const payload = { failures: 2, retryInMs: 110 * minute };
    await put('skipping', { every: '1h', payload });
    await put('beside', { every: '1h', payload, overlap: 'allow' });

    await advance('10h');

    const [skipping, beside] = [await jobsOf('skipping'), await jobsOf('beside')];
    expect(beside).toHaveLength(10);
    expect(skipping).toHaveLength(3);
    expect((await get('skipping')).skipped).toMatchObject({ count: 7 });
    expect(await get('beside')).not.toHaveProperty('skipped');
    for (const name of ['skipping', 'beside']) await client.send('DELETE', `/schedules/${name}`);
  });

  it('that were deleted run no more', async () => {
    await put('deleted', { every: '1h' });
    await advance('1h');

    const answer = await client.send('DELETE', '/schedules/deleted');
    await advance('1d');

    expect(answer.status).toBe(204);
    expect(await jobsOf('deleted')).toHaveLength(1);
  });
});
