import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { Problem } from '../../../functions/api/problem.ts';
import { exponential } from '../../../functions/core/backoff.ts';
import { defineJob } from '../../../functions/core/define-job.ts';
import { every } from '../../../functions/core/fixed-schedule.ts';
import { PermanentError, RetryLater } from '../../../functions/core/job-error.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { createTestErrand } from '../../../testing/create-test-errand.ts';

const sendEmail = defineJob({
  name: 'send-email',
  input: v.object({ to: v.string() }),
  run: async ({ to }, { job, log }) => {
    log.info('Sent', { to });
    return { to, attempt: job.attempt };
  },
});

const signUp = defineJob({
  name: 'sign-up',
  input: v.object({ users: v.array(v.string()) }),
  async run({ users }, { enqueue, progress }) {
    for (const [index, to] of users.entries()) {
      await enqueue('send-email', { to }, { delay: '1h', tags: ['welcome'] });
      progress((index + 1) / users.length, to);
    }
  },
});

const flaky = defineJob({
  name: 'flaky',
  queue: 'slow',
  input: v.object({ failures: v.number() }),
  retry: { attempts: 3, backoff: exponential({ from: '10m', to: '1h' }) },
  async run({ failures }, { job }) {
    if (job.attempt <= failures) throw new Error(`Attempt ${job.attempt} fails`);
    return job.attempt;
  },
});

const ends = defineJob({
  name: 'ends',
  input: v.object({ how: v.picklist(['permanent', 'later']) }),
  retry: { attempts: 2 },
  async run({ how }) {
    throw how === 'later' ? new RetryLater('3d') : new PermanentError('never');
  },
});

const reallyWaits = defineJob({
  name: 'really-waits',
  input: v.object({ ms: v.number() }),
  timeout: '250ms',
  retry: { attempts: 1 },
  async run({ ms }, { signal }) {
    await setTimeout(ms, undefined, { signal });
    return 'waited';
  },
});

const large = defineJob({
  name: 'large',
  input: v.object({ text: v.string() }),
  run: async ({ text }) => ({ text }),
});

const hourly = defineJob({
  name: 'hourly',
  input: v.object({}),
  schedule: every('1h', { payload: {} }),
  run: async () => {},
});

const endless = defineJob({
  name: 'endless',
  input: v.null(),
  async run(_, { enqueue }) {
    for (let child = 0; child < 200; child += 1) await enqueue('endless', null);
  },
});

const queues = defineQueues({ default: {}, slow: { timeout: '15m' } });
const types = [sendEmail, signUp, flaky, ends, reallyWaits, large] as const;
const jobs = registerJobs(queues, types);

describe('a test with job types', () => {
  it('has a job wait until it lets time pass', async () => {
    const errand = createTestErrand(jobs);

    const { id } = await errand.enqueue('send-email', { to: 'ada' });

    expect(errand.job(id)).toMatchObject({ status: 'queued', attempt: 0, payload: { to: 'ada' } });
  });

  it('sees what a job returned and logged', async () => {
    const errand = createTestErrand(jobs);

    const { id } = await errand.enqueue('send-email', { to: 'ada' });
    await errand.drain();

    expect(errand.job(id)).toMatchObject({
      status: 'succeeded',
      result: { to: 'ada', attempt: 1 },
    });
    expect(errand.log).toContainEqual({
      level: 'info',
      message: 'Sent',
      fields: { to: 'ada', jobId: id, type: 'send-email', attempt: 1 },
    });
  });

  it('finds what a job enqueued, by its type', async () => {
    const errand = createTestErrand(jobs);

    await errand.enqueue('sign-up', { users: ['ada', 'bob'] });
    await errand.advance('1s');

    const [parent] = errand.enqueued('sign-up');
    const emails = errand.enqueued('send-email');
    expect(parent?.progress).toEqual({ fraction: 1, note: 'bob' });
    expect(emails.map(({ payload }) => payload)).toEqual([{ to: 'ada' }, { to: 'bob' }]);
    expect(emails[0]).toMatchObject({ status: 'scheduled', tags: ['welcome'] });
    expect(emails[0]?.runAt).toEqual(new Date('2030-01-01T01:00:00Z'));
  });

  it('runs what it enqueued for later when its time has come, and not before', async () => {
    const errand = createTestErrand(jobs);
    const { id } = await errand.enqueue('send-email', { to: 'ada' }, { delay: '2d' });

    await errand.advance('47h');
    const before = errand.job(id).status;
    await errand.advance('1h');

    expect([before, errand.job(id).status]).toEqual(['scheduled', 'succeeded']);
  });

  it('sees every attempt of a job that fails, in its own time', async () => {
    const errand = createTestErrand(jobs);
    const { id } = await errand.enqueue('flaky', { failures: 2 });

    await errand.advance('1s');
    const first = errand.job(id);
    await errand.drain();

    expect(first).toMatchObject({ status: 'retrying', attempt: 1, error: { code: 'threw' } });
    expect(errand.job(id)).toMatchObject({ status: 'succeeded', attempt: 3, result: 3 });
    // The backoff is 10, then 20 minutes, half of each random.
    expect(errand.now().getTime()).toBeGreaterThan(Date.parse('2030-01-01T00:15:00Z'));
    expect(errand.now().getTime()).toBeLessThan(Date.parse('2030-01-01T00:31:00Z'));
  });

  it.each([
    ['permanent', { status: 'failed', attempt: 1, error: { code: 'permanent', message: 'never' } }],
    ['later', { status: 'failed', attempt: 2, error: { code: 'threw' } }],
  ] as const)('sees how a job ends that throws %s', async (how, expected) => {
    const errand = createTestErrand(jobs);

    const { id } = await errand.enqueue('ends', { how });
    await errand.drain();

    expect(errand.job(id)).toMatchObject(expected);
  });

  it('has its time stand still while code waits for something real', async () => {
    const errand = createTestErrand(jobs);
    const start = errand.now();

    const { id } = await errand.enqueue('really-waits', { ms: 20 });
    await errand.drain();

    expect(errand.job(id)).toMatchObject({ status: 'succeeded', result: 'waited' });
    expect(errand.now()).toEqual(start);
  });

  it('sees code time out that takes longer than its timeout in real time', async () => {
    const errand = createTestErrand(jobs);

    const { id } = await errand.enqueue('really-waits', { ms: 60_000 });
    await errand.drain();

    expect(errand.job(id)).toMatchObject({ status: 'failed', error: { code: 'timed-out' } });
  });

  it('sees payloads, results and errors that are too large for a record', async () => {
    const errand = createTestErrand(jobs);
    const text = 'x'.repeat(5_000);

    const { id } = await errand.enqueue('large', { text });
    await errand.drain();

    expect(errand.job(id)).toMatchObject({ payload: { text }, result: { text } });
  });

  it('is refused a payload that does not fit, as by the API', async () => {
    const errand = createTestErrand(jobs);

    const refused = await errand.enqueue('send-email', { to: 1 as never }).catch((error) => error);

    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: '#/payload/to' }],
    });
    expect(errand.jobs()).toEqual([]);
  });

  it('makes one job of two requests with one key', async () => {
    const errand = createTestErrand(jobs);
    const options = { idempotencyKey: 'welcome-1' };

    const first = await errand.enqueue('send-email', { to: 'ada' }, options);
    const second = await errand.enqueue('send-email', { to: 'ada' }, options);

    expect(second).toEqual({ ...first, replayed: true });
    expect(errand.jobs()).toHaveLength(1);
  });

  it('cancels a job that waits, and is told of one that it cannot cancel', async () => {
    const errand = createTestErrand(jobs);
    const { id } = await errand.enqueue('send-email', { to: 'ada' }, { delay: '1h' });

    await errand.cancel(id);
    await errand.drain();

    expect(errand.job(id)).toMatchObject({ status: 'cancelled', attempt: 0 });
    await expect(errand.cancel('none')).rejects.toThrow("There is no job 'none'");
    expect(() => errand.job('none')).toThrow("There is no job 'none'");
  });

  it('begins when it says, and sees schedules fire', async () => {
    const errand = createTestErrand(registerJobs(queues, [hourly, sendEmail]), {
      now: new Date('2031-05-05T09:30:00Z'),
    });

    await errand.advance('2h');
    const fired = errand.enqueued('hourly').map(({ createdAt }) => createdAt.toISOString());
    await errand.enqueue('send-email', { to: 'ada' });
    await errand.drain();

    expect(fired).toEqual(['2031-05-05T10:00:00.000Z', '2031-05-05T11:00:00.000Z']);
    expect(errand.now()).toEqual(new Date('2031-05-05T11:30:00Z'));
  });

  it('does not wait for jobs that enqueue each other without end', {
    timeout: 60_000,
  }, async () => {
    const errand = createTestErrand(registerJobs(queues, [endless]));
    await errand.enqueue('endless', null);

    await expect(errand.drain()).rejects.toThrow(/There are \d+ jobs, .* use advance/);
  });

  it('knows the payload and the result of each type', () => {
    const errand = createTestErrand(jobs);

    expectTypeOf(errand.enqueued('send-email')[0]?.payload).toEqualTypeOf<
      { to: string } | undefined
    >();
    expectTypeOf(errand.enqueued('flaky')[0]?.result).toEqualTypeOf<number | undefined>();
    expectTypeOf(errand.enqueue).parameter(0).toEqualTypeOf<keyof typeof jobs.types>();
  });
});
