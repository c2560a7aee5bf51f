import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { timeOf } from '../support/flows/job-view.ts';
import type { ScheduleView } from '../support/flows/schedule-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { until } from '../support/flows/until.ts';

const target = sharedTarget();
const client = new Client(target);
const [second, minute] = [1_000, 60_000];
/** On a target they run beside jobs that kill their function, which are on another queue. */
const run = { type: 'summarise-csv', payload: { csv: 'n\n1' } };

type Finish = (end: () => void) => void;

/** A schedule of a name that no other flow uses. It ends with the test. */
async function putNew(fields: object, onFinished: Finish): Promise<ScheduleView> {
  const name = `flow-${randomUUID().slice(0, 8)}`;
  onFinished(() => void client.send('DELETE', `/schedules/${name}`));
  const json = { ...run, ...fields };
  return (await client.send<ScheduleView>('PUT', `/schedules/${name}`, { json })).body;
}

async function get(name: string): Promise<ScheduleView> {
  return (await client.send<ScheduleView>('GET', `/schedules/${name}`)).body;
}

/** A time is taken before its job is made: until then the job has no status. */
function firstJob(name: string): Promise<NonNullable<ScheduleView['lastJob']>> {
  const look = async () => {
    const { lastJob } = await get(name);
    return lastJob?.status === undefined ? undefined : lastJob;
  };
  return until(`schedule ${name} to run`, look, { within: 120_000 });
}

const timeout = 180_000 * target.patience;

// They wait for the clock, so side by side.
describe.concurrent('a schedule whose time comes', () => {
  it('every minute runs at the full minute, once and not before', { timeout }, async (test) => {
    const before = Date.now();
    const { name, next } = await putNew({ every: '1m' }, test.onTestFinished);

    const lastJob = await firstJob(name);
    const at = timeOf(lastJob.at);
    const job = await client.waitFor(lastJob.id, 'succeeded');
    await client.send('DELETE', `/schedules/${name}`);

    expect(at % minute).toBe(0);
    expect(at).toBeGreaterThan(before - 3 * second);
    // If the minute passes between the request and its answer, that tells of the second time already.
    expect(at).toBeLessThanOrEqual(timeOf(next[0]));
    expect(timeOf(job.startedAt)).toBeGreaterThanOrEqual(at);
    expect(timeOf(job.createdAt) - at).toBeLessThan(30 * second);
    const listed = await until(`job ${job.id} to be listed`, async () => {
      const jobs = await client.list({ tag: `schedule:${name}` });
      return jobs.length > 0 ? jobs : undefined;
    });
    expect(listed.filter(({ createdAt }) => timeOf(createdAt) < at + minute)).toHaveLength(1);
  });

  it('by cron runs within the minute that was asked for', { timeout }, async (test) => {
    // Far enough for the request to get there.
    const at = new Date(Math.ceil((Date.now() + 5 * second) / minute) * minute);
    const cron = `${at.getUTCMinutes()} ${at.getUTCHours()} * * *`;
    const made = await putNew({ cron, timeZone: 'UTC' }, test.onTestFinished);

    const lastJob = await firstJob(made.name);
    const job = await client.waitFor(lastJob.id, 'succeeded');

    const tomorrow = new Date(at.getTime() + 1_440 * minute).toISOString();
    expect(made.next[0]).toBe(at.toISOString());
    expect(timeOf(job.startedAt)).toBeGreaterThanOrEqual(at.getTime());
    expect((await get(made.name)).next[0]).toBe(tomorrow);
  });
});
