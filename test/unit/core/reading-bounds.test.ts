import { describe, expect, it } from 'vitest';
import { day, second } from '../../../functions/core/duration.ts';
import { attemptsOf, durationOf } from '../../../functions/core/history.ts';
import { hasLapsed, isFinal, isWaiting, statuses } from '../../../functions/core/job-record.ts';
import { BadCursor, listJobs } from '../../../functions/core/list-jobs.ts';
import { logStatus } from '../../../functions/core/log-status.ts';
import { getJobs, readBodies } from '../../../functions/core/read-job.ts';
import { reportProgress } from '../../../functions/core/report-progress.ts';
import { versionOf, waitForJob } from '../../../functions/core/wait-for-job.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { intercept } from '../../support/world/intercept.ts';

describe('a list of jobs', () => {
  const page = { tenant: 'acme', limit: 2 };

  async function setup() {
    const world = createWorld();
    for (let n = 1; n <= 5; n += 1) {
      const createdAt = world.clock.now() + n;
      await world.store.create(newRecord({ id: `job-${n}`, tenant: 'acme', createdAt }), 0);
    }
    const limits: number[] = [];
    const ports = intercept(world.ports, {
      before({ name, args }) {
        if (name === 'store.timeline') limits.push((args[0] as { limit: number }).limit);
      },
    });
    return { world, ports, limits };
  }

  it('reads no more than it shows, without a filter, and a hundred with one', async () => {
    const { ports, limits } = await setup();

    await listJobs(ports, page);
    await listJobs(ports, { ...page, type: 'demo' });
    await listJobs(ports, { ...page, tag: 'x' });
    await listJobs(ports, { ...page, statuses: ['queued'] });

    expect(limits).toEqual([2, 100, 100, 100]);
  });

  it('leaves out what has expired, without losing its place', async () => {
    const { world, ports } = await setup();
    const expired = { expiresAt: world.clock.now() };
    await world.store.update('job-5', { when: [], set: expired });

    const first = await listJobs(ports, page);
    const { cursor = '' } = first;
    const second = await listJobs(ports, { ...page, cursor });

    expect(first.jobs.map(({ id }) => id)).toEqual(['job-4', 'job-3']);
    expect(second.jobs.map(({ id }) => id)).toEqual(['job-2', 'job-1']);
  });

  it('has a cursor as long as more may come, and none at its end', async () => {
    const { ports } = await setup();

    const all = await listJobs(ports, { ...page, limit: 10 });
    const five = await listJobs(ports, { ...page, limit: 5 });

    expect(all.jobs).toHaveLength(5);
    expect(all).not.toHaveProperty('cursor');
    expect(five).toHaveProperty('cursor');
  });

  it('shows what was made later than a time, not at it', async () => {
    const { world, ports } = await setup();

    const found = await listJobs(ports, {
      ...page,
      createdAfter: world.clock.now() + 3,
      limit: 10,
    });

    expect(found.jobs.map(({ id }) => id)).toEqual(['job-5', 'job-4']);
  });

  it('of failed jobs shows what was made later than a time, whenever it failed', async () => {
    const { world, ports } = await setup();
    const begin = world.clock.now();
    for (const [id, failedAt] of [
      ['job-2', begin + 50],
      ['job-4', begin + 40],
    ] as const) {
      await world.store.update(id, { when: [], set: { status: 'failed', failedAt } });
    }

    const found = await listJobs(ports, {
      ...page,
      statuses: ['failed'],
      createdAfter: begin + 2,
    });

    expect(found.jobs.map(({ id }) => id)).toEqual(['job-4']);
  });

  it.each([
    Buffer.from('timeline:123#job').toString('base64url'),
    Buffer.from('timeline:1900000000000#').toString('base64url'),
    Buffer.from('x timeline:1900000000000#job').toString('base64url'),
    Buffer.from('timeline:1900000000000#job x').toString('base64url'),
    Buffer.from(`timeline:1900000000000#${'j'.repeat(65)}`).toString('base64url'),
    Buffer.from('failed:1900000000000#job').toString('base64url'),
    '',
  ])('refuses the cursor %j, and says so', async (cursor) => {
    const { ports } = await setup();

    const listing = listJobs(ports, { ...page, cursor });

    await expect(listing).rejects.toBeInstanceOf(BadCursor);
    await expect(listing).rejects.toMatchObject({
      name: 'BadCursor',
      message: `Expected the cursor that the page before answered, with the same status, got '${cursor}'`,
    });
  });
});

describe('what is read of a job', () => {
  it('is in the order asked for, without what is another’s', async () => {
    const world = createWorld();
    for (const id of ['a', 'b', 'c']) {
      const tenant = id === 'b' ? 'umbrella' : 'acme';
      await world.store.create(newRecord({ id, tenant }), 0);
    }

    const found = await getJobs(world.ports, { tenant: 'acme', ids: ['c', 'b', 'a', 'none'] });

    expect(found.map(({ id }) => id)).toEqual(['c', 'a']);
  });

  it('is nothing of an erased one, though its bodies are still there', async () => {
    const world = createWorld();
    const record = newRecord({ status: 'succeeded', outcomeAt: 1, erasedAt: 1 });
    await world.store.putBody(record.id, 'RESULT#1', '1', day);
    await world.store.putBody(record.id, `PAYLOAD#${record.hash}`, '1', day);

    expect(await readBodies(world.ports, record)).toEqual({
      payload: undefined,
      result: undefined,
      error: undefined,
    });
  });

  it('is an error where it did not succeed, from the body if there is one', async () => {
    const world = createWorld();
    const error = { code: 'threw', name: 'Error', message: 'short', attempt: 1, at: 1 } as const;
    const record = newRecord({ status: 'retrying', outcomeAt: 1, error });

    expect((await readBodies(world.ports, record)).error).toEqual(error);
    await world.store.putBody(record.id, 'RESULT#1', '{"message":"whole"}', day);
    expect(await readBodies(world.ports, record)).toMatchObject({
      result: undefined,
      error: { message: 'whole' },
    });
  });
});

describe('whoever waits for a job', () => {
  const address = { tenant: 'acme', id: 'job' };

  it('looks once if there is no time, at a job that there is not as well', async () => {
    const world = createWorld();
    let looks = 0;
    const ports = intercept(world.ports, {
      before() {
        looks += 1;
      },
    });
    await world.store.create(newRecord(address), 0);

    const job = await waitForJob(ports, { ...address, ms: 0, until: 'end' });
    const none = await waitForJob(ports, { ...address, id: 'none', ms: 9_000, until: 'end' });

    expect(job).toMatchObject({ id: 'job' });
    expect(none).toBeUndefined();
    expect(looks).toBe(2);
    expect(world.clock.next()).toBeUndefined();
  });

  it('is asked less and less often, once a second in the end', async () => {
    const world = createWorld();
    await world.store.create(newRecord(address), 0);
    const begin = world.clock.now();
    const times: number[] = [];
    const ports = intercept(world.ports, {
      before: () => void times.push(world.clock.now() - begin),
    });

    const waiting = waitForJob(ports, { ...address, ms: 5_000, until: 'end' });
    await world.clock.advance(5_000);
    await waiting;

    const pauses = times.slice(1).map((time, place) => time - (times[place] ?? 0));
    expect(pauses.slice(0, 3)).toEqual([50, 75, 112.5]);
    expect(Math.max(...pauses)).toBe(second);
    expect(times.at(-1)).toBe(5_000);
  });

  it('hears of a change as soon as this process can know it', async () => {
    const world = createWorld();
    await world.store.create(newRecord(address), 0);
    const change = Promise.withResolvers<void>();
    const ports = { ...world.ports, changed: () => change.promise };

    const waiting = waitForJob(ports, { ...address, ms: 5_000, until: 'end' });
    await world.clock.settle();
    await world.store.update('job', { when: [], set: { status: 'succeeded' } });
    change.resolve();

    expect(await waiting).toMatchObject({ status: 'succeeded' });
  });

  it.each([
    { status: 'running' },
    { ticket: 2 },
    { attempt: 1 },
    { maxAttempts: 4 },
    { progress: { fraction: 0, at: 5 } },
    { cancelRequestedAt: 5 },
    { finishedAt: 5 },
  ] as const)('is told of %j as a change', (fields) => {
    const record = newRecord({ ticket: 1, attempt: 0, maxAttempts: 3 });

    expect(versionOf({ ...record, ...fields })).not.toBe(versionOf(record));
    expect(versionOf({ ...record, tags: ['other'] })).toBe(versionOf(record));
  });

  it('has a version of digits and letters, to be put into a header', () => {
    const record = newRecord({ ticket: 1, attempt: 36, maxAttempts: 3 });

    expect(versionOf(record)).toBe('queued-1-10-3-0-0-0');
  });
});

describe('progress', () => {
  async function setup() {
    const world = createWorld();
    const record = newRecord({ id: 'job', status: 'running', attempt: 1, owner: 'a#0' });
    await world.store.create(record, 0);
    const stored = () => world.store.find('job')?.progress;
    return { world, record, stored };
  }

  it('is written at most once a second, and the last one is known', async () => {
    const { world, record, stored } = await setup();
    const { progress, latest } = reportProgress(world.ports, record);
    const begin = world.clock.now();

    progress(0.1, 'first');
    await world.clock.advance(999);
    progress(0.2);
    await world.clock.settle();

    expect(stored()).toEqual({ fraction: 0.1, note: 'first', at: begin });
    expect(latest()).toEqual({ fraction: 0.2, at: begin + 999 });
    await world.clock.advance(1);
    progress(0.3);
    await world.clock.settle();
    expect(stored()).toEqual({ fraction: 0.3, at: begin + second });
  });

  it('is from 0 to 1, with a note of 200 characters', async () => {
    const { world, record } = await setup();
    const { progress, latest } = reportProgress(world.ports, record);

    progress(-1, 'n'.repeat(201));
    expect(latest()).toMatchObject({ fraction: 0, note: 'n'.repeat(200) });
    progress(2, '');
    expect(latest()).toEqual({ fraction: 1, at: world.clock.now() });
    progress(Number.POSITIVE_INFINITY);
    expect(latest()).toMatchObject({ fraction: 1 });
  });

  it('of an attempt that was overtaken is not written', async () => {
    const { world, record, stored } = await setup();
    await world.store.update('job', { when: [], set: { attempt: 2 } });

    reportProgress(world.ports, record).progress(0.5);
    await world.clock.settle();

    expect(stored()).toBeUndefined();
  });

  it('that cannot be written is told in the log', async () => {
    const { world, record } = await setup();
    const ports = intercept(world.ports, {
      before() {
        throw new Error('away');
      },
    });

    reportProgress(ports, record).progress(0.5);
    await world.clock.settle();

    expect(world.log).toEqual([
      {
        level: 'warn',
        message: 'Progress was not written',
        fields: { jobId: 'job', error: 'Error: away' },
      },
    ]);
  });
});

describe('the status of a job', () => {
  it('is final, waits, or runs', () => {
    expect(statuses.filter(isFinal)).toEqual(['succeeded', 'failed', 'cancelled']);
    expect(statuses.filter(isWaiting)).toEqual(['scheduled', 'queued', 'retrying']);
  });

  it('has lapsed from the end of its lease on, if it runs', () => {
    const running = newRecord({ status: 'running', leaseUntil: 100 });

    expect([99, 100, 101].map((now) => hasLapsed(running, now))).toEqual([false, true, true]);
    expect(hasLapsed({ ...running, status: 'queued' }, 200)).toBe(false);
    expect(hasLapsed(newRecord({ status: 'running' }), 0)).toBe(true);
  });

  it('is logged with all that finds the job, and as a warning where somebody may have to act', () => {
    const { ports, log } = createWorld();
    const record = newRecord({ id: 'job', attempt: 1, maxAttempts: 3 });
    const error = { code: 'threw', name: 'Error', message: 'no', attempt: 1, at: 1 } as const;
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

    for (const status of statuses) logStatus(ports.log, { ...record, status });
    logStatus(ports.log, { ...record, status: 'failed', error, traceparent });

    expect(log.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'debug: Scheduled job job',
      'debug: Queued job job',
      'debug: Working on job job',
      'warn: Will retry job job',
      'debug: Finished job job',
      'warn: Failed job job',
      'debug: Cancelled job job',
      'warn: Failed job job',
    ]);
    expect(log[1]?.fields).toEqual({
      jobId: 'job',
      type: 'demo',
      queue: 'default',
      status: 'queued',
      attempt: 1,
      maxAttempts: 3,
    });
    expect(log.at(-1)?.fields).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      error: 'threw: no',
    });
  });
});

describe('the history of a job', () => {
  it('tells how long its last attempt took', () => {
    const history = [{ status: 'retrying', at: 70 }] as const;
    const record = newRecord({ startedAt: 10, history });

    expect(durationOf({ ...record, status: 'succeeded', finishedAt: 25 })).toBe(15);
    expect(durationOf({ ...record, status: 'retrying' })).toBe(60);
    expect(durationOf({ ...record, status: 'succeeded', finishedAt: 5 })).toBe(0);
    expect(durationOf({ ...record, status: 'succeeded' })).toBe(0);
    expect(durationOf(newRecord({ status: 'failed', finishedAt: 5 }))).toBe(0);
    expect(durationOf({ ...record, status: 'queued', history: [] })).toBe(0);
  });

  it('shows its last ten lines, oldest first', () => {
    const history = Array.from({ length: 12 }, (_, at) => ({ status: 'running', at }) as const);

    const lines = attemptsOf(newRecord({ attempt: 12, history }));

    expect(lines.map(({ at, attempt }) => [at, attempt])).toEqual(
      Array.from({ length: 10 }, (_, n) => [n + 2, n + 3]),
    );
  });
});
