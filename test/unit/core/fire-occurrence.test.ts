import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import { deleteSchedule } from '../../../functions/core/delete-schedule.ts';
import { minute } from '../../../functions/core/duration.ts';
import { fireOccurrence } from '../../../functions/core/fire-occurrence.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { retryJob } from '../../../functions/core/retry-by-hand.ts';
import { runSchedule } from '../../../functions/core/run-schedule.ts';
import type { Schedule } from '../../../functions/core/schedule.ts';
import { address, jobIdAt, scheduleWorld } from '../../support/protocol/schedule-world.ts';

type Kit = ReturnType<typeof scheduleWorld>;

const origin = { tenant: 'acme', requestId: 'by-hand', depth: 0 };

async function fire({ ports, jobs }: Kit, { generation }: Schedule, at: number) {
  return fireOccurrence(ports, jobs, { ...address, generation, at });
}

async function newKit(terms: Parameters<Kit['put']>[0] = {}) {
  const kit = scheduleWorld();
  await kit.put(terms);
  const at = kit.world.clock.now() + minute;
  await kit.world.clock.advance(minute);
  return { kit, at, schedule: await kit.schedule() };
}

describe('a time of a schedule', () => {
  it('makes a job with the payload, the tenant and the tag of its schedule', async () => {
    const { kit, at, schedule } = await newKit();

    const fired = await fire(kit, schedule, at);

    const [job] = kit.jobsMade();
    expect(fired).toEqual({ outcome: 'enqueued', jobId: jobIdAt(schedule, at) });
    expect(job).toMatchObject({
      id: jobIdAt(schedule, at),
      tenant: 'acme',
      type: 'task',
      payload: '{"of":"tick"}',
      tags: ['schedule:tick'],
      status: 'queued',
    });
    expect((await kit.schedule()).last).toMatchObject({ at, jobId: job?.id });
  });

  it.each(['skip', 'allow'] as const)(
    'makes no second job when it comes again: %s',
    async (overlap) => {
      const { kit, at, schedule } = await newKit({ overlap });

      await fire(kit, schedule, at);
      await Promise.all([fire(kit, schedule, at), fire(kit, schedule, at)]);

      expect(kit.jobsMade()).toHaveLength(1);
      expect(await kit.schedule()).not.toHaveProperty('skipped');
    },
  );

  it.each([
    ['its times were changed', (kit: Kit) => kit.put({ timing: { every: 2 * minute } })],
    ['it was paused', (kit: Kit) => kit.put({ paused: true })],
    ['it was deleted', (kit: Kit) => deleteSchedule(kit.ports, address, 'api')],
  ])('makes no job once %s', async (_, change) => {
    const { kit, at, schedule } = await newKit();
    await change(kit);

    const fired = await fire(kit, schedule, at);

    expect(fired).toEqual({ outcome: 'void' });
    expect(kit.jobsMade()).toEqual([]);
  });

  it('makes a job with the new payload once that was changed', async () => {
    const { kit, at, schedule } = await newKit();
    await kit.put({ payload: '{"of":"another"}' });

    await fire(kit, schedule, at);

    expect(kit.jobsMade()).toMatchObject([{ payload: '{"of":"another"}' }]);
  });

  it('fails for good once its job type is gone', async () => {
    const { kit, at, schedule } = await newKit();
    const jobs = registerJobs(kit.jobs.queues, []);
    const occurrence = { ...address, generation: schedule.generation, at };

    const fired = fireOccurrence(kit.ports, jobs, occurrence);

    await expect(fired).rejects.toThrow(
      /^Schedule 'tick' is for job type 'task', which is not there/,
    );
    await expect(fired).rejects.toHaveProperty('name', 'PermanentError');
  });
});

describe('overlap skip', () => {
  it('makes no job while the one before is queued, running or waits for a retry', async () => {
    const { kit, at, schedule } = await newKit();
    await fire(kit, schedule, at);

    const again = await fire(kit, schedule, at + minute);
    const third = await fire(kit, schedule, at + 2 * minute);

    expect([again, third]).toEqual([{ outcome: 'skipped' }, { outcome: 'skipped' }]);
    expect(kit.jobsMade()).toHaveLength(1);
    expect((await kit.schedule()).skipped).toEqual({ count: 2, at: at + 2 * minute });
  });

  it('counts a skipped time once, however often it comes', async () => {
    const { kit, at, schedule } = await newKit();
    await fire(kit, schedule, at);

    for (let n = 0; n < 3; n += 1) await fire(kit, schedule, at + minute);

    expect((await kit.schedule()).skipped).toEqual({ count: 1, at: at + minute });
  });

  it.each([
    ['succeeded', (kit: Kit) => kit.platform.runMessages()],
    ['was cancelled', (kit: Kit, id: string) => cancelJob(kit.ports, { tenant: 'acme', id })],
    [
      'expired',
      (kit: Kit) => kit.platform.runMessages().then(() => kit.world.clock.advance(31 * 86_400_000)),
    ],
  ])('makes the next job once the one before %s', async (_, end) => {
    const { kit, at, schedule } = await newKit();
    await fire(kit, schedule, at);
    await end(kit, jobIdAt(schedule, at));

    const next = await fire(kit, schedule, at + 40 * 86_400_000);

    expect(next).toMatchObject({ outcome: 'enqueued' });
  });

  it('skips while the one before was retried by hand', async () => {
    const { kit, at, schedule } = await newKit();
    await fire(kit, schedule, at);
    const id = jobIdAt(schedule, at);
    await cancelJob(kit.ports, { tenant: 'acme', id });
    await retryJob(kit.ports, { tenant: 'acme', id, attempts: 3 });

    expect(await fire(kit, schedule, at + minute)).toEqual({ outcome: 'skipped' });
  });

  it('skips while a job that was asked for by hand is under way', async () => {
    const { kit, at, schedule } = await newKit();
    await runSchedule(kit.ports, kit.jobs, { schedule, origin });

    expect(await fire(kit, schedule, at)).toEqual({ outcome: 'skipped' });
    expect(kit.jobsMade()).toHaveLength(1);
  });

  it('lets one of two times through that are handled side by side', async () => {
    const { kit, at, schedule } = await newKit();

    const fired = await Promise.all([
      fire(kit, schedule, at),
      fire(kit, schedule, at + minute),
      fire(kit, schedule, at + 2 * minute),
    ]);

    expect(fired.filter(({ outcome }) => outcome === 'enqueued')).toHaveLength(1);
    expect(kit.jobsMade()).toHaveLength(1);
  });

  it('skips an older time that comes after a later one', async () => {
    const { kit, at, schedule } = await newKit();
    await fire(kit, schedule, at + minute);
    await kit.platform.runMessages();

    expect(await fire(kit, schedule, at)).toEqual({ outcome: 'skipped' });
  });
});

describe('overlap allow', () => {
  it('makes a job for each time, whatever is under way and in whatever order they come', async () => {
    const { kit, at, schedule } = await newKit({ overlap: 'allow' });
    const times = [at + 2 * minute, at, at + minute];

    await Promise.all(times.map((time) => fire(kit, schedule, time)));

    expect(kit.jobsMade()).toHaveLength(3);
    expect((await kit.schedule()).last?.at).toBe(at + 2 * minute);
  });
});
