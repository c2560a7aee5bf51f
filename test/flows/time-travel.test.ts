import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { storyOf, timeOf } from '../support/flows/job-view.ts';
import { privateTarget } from '../support/flows/private-target.ts';

const target = await privateTarget({ clock: 'virtual' });
const client = new Client(target);
const [second, day] = [1_000, 86_400_000];

function demo(payload: object = {}) {
  return { type: 'demo', payload };
}

/** When it answers, all that was due by then has run. */
async function advance(by: string): Promise<number> {
  const answer = await client.send<{ now: string }>('POST', '/clock/advance', { json: { by } });
  expect(answer.status).toBe(200);
  return timeOf(answer.body.now);
}

async function messagesOf(queue: string): Promise<number | undefined> {
  const { body } = await client.send<{
    queues: readonly { readonly name: string; readonly waiting: number }[];
  }>('GET', '/queues');
  return body.queues.find(({ name }) => name === queue)?.waiting;
}

// One after the other: they share the clock.
describe.skipIf(!target.can.includes('skips-time'))('a clock that is moved', () => {
  it('runs a job a year away at its time, and not before', async () => {
    const { id } = await client.enqueue({ ...demo({ echo: 'a year later' }), delay: '365d' });

    const before = await advance('364d');
    const waiting = await client.get(id);
    const after = await advance('1d');
    const job = await client.get(id);

    expect(after - before).toBe(day);
    expect(waiting).toMatchObject({ status: 'scheduled', attempt: 0 });
    expect(job).toMatchObject({ status: 'succeeded', result: { echo: 'a year later' } });
    expect(storyOf(job)).toBe('scheduled running succeeded');
    const late = timeOf(job.startedAt) - timeOf(job.runAt);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(second);
  });

  it('runs many jobs that are due at one time, on either side of 15 minutes', async () => {
    const soon = Array.from({ length: 25 }, () => ({ ...demo(), delay: '14m' }));
    const later = Array.from({ length: 25 }, () => ({ ...demo(), delay: '16m' }));
    const accepted = await client.enqueueMany([...soon, ...later]);

    await advance('20m');

    const jobs = await Promise.all(accepted.map(({ id }) => client.get(id)));
    for (const job of jobs) {
      expect(job).toMatchObject({ status: 'succeeded', attempt: 1 });
      expect(timeOf(job.startedAt)).toBeGreaterThanOrEqual(timeOf(job.runAt));
      expect(timeOf(job.startedAt)).toBeLessThanOrEqual(timeOf(job.runAt) + second);
    }
  });

  it('never runs what was cancelled before its time', async () => {
    const { id } = await client.enqueue({ ...demo(), delay: '2d' });
    await advance('1d');
    const cancelled = await client.cancel(id);

    await advance('2d');

    expect(cancelled.status).toBe(200);
    expect(await client.get(id)).toEqual(cancelled.body);
  });

  it('runs a job at the time that it was moved to, half a year on, and never at the first', async () => {
    const { id } = await client.enqueue({ ...demo(), delay: '2d' });
    await advance('1d');
    await client.reschedule(id, { delay: '180d' });

    await advance('179d');
    const waiting = await client.get(id);
    await advance('1d');
    const job = await client.get(id);

    expect(waiting).toMatchObject({ status: 'scheduled', attempt: 0 });
    expect(job).toMatchObject({ status: 'succeeded', attempt: 1 });
    const late = timeOf(job.startedAt) - timeOf(job.runAt);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(second);
  });

  it('runs a cancelled job at once that is retried by hand, and only once', async () => {
    const { id } = await client.enqueue({ ...demo(), delay: '2d' });
    await client.cancel(id);

    await client.retry(id);
    await advance('1s');
    const job = await client.get(id);
    await advance('3d');

    expect(job).toMatchObject({ status: 'succeeded', attempt: 1 });
    expect(await client.get(id)).toEqual(job);
  });

  it('passes the waits between attempts', async () => {
    const { id } = await client.enqueue({ ...demo({ outcome: 'throw' }), delay: '1h' });

    const now = await advance('61m');
    const job = await client.get(id);

    expect(job).toMatchObject({ status: 'failed', attempt: 3 });
    expect(storyOf(job)).toBe('scheduled running retrying running retrying running failed');
    expect(timeOf(job.finishedAt)).toBeLessThan(now);
  });

  it('passes over a paused queue, whose jobs run as soon as it goes on', async () => {
    await client.send('POST', '/queues/demo/pause');
    const jobs = await client.enqueueMany([demo(), { ...demo(), delay: '10m' }]);

    await advance('1h');
    const waiting = await Promise.all(jobs.map(({ id }) => client.get(id)));
    await client.send('POST', '/queues/demo/resume');

    const ended = await client.waitForAll(jobs);
    expect(waiting.map(({ status }) => status)).toEqual(['queued', 'scheduled']);
    expect(ended.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });

  it('forgets a job that succeeded 30 days ago, and not one that failed', async () => {
    const succeeded = await client.enqueue(demo());
    const failed = await client.enqueue(demo({ outcome: 'permanent' }));
    await advance('1s');

    await advance('31d');

    const gone = await client.send('GET', `/jobs/${succeeded.id}`);
    expect(gone).toMatchObject({ status: 404, body: { code: 'unknown-job' } });
    expect(await client.get(failed.id)).toMatchObject({ status: 'failed' });
  });

  it('runs a job once whose queue stood still for 40 days', async () => {
    const { id } = await client.enqueue({ ...demo(), delay: '1h' });
    await client.send('POST', '/queues/demo/pause');

    await advance('40d');
    const waiting = await client.get(id);
    const sent = await messagesOf('demo');
    await client.send('POST', '/queues/demo/resume');
    await advance('1m');
    const job = await client.get(id);

    expect(waiting).toMatchObject({ status: 'scheduled', attempt: 0 });
    // The first, and one each time that it had become ten days older.
    expect(sent).toBeGreaterThanOrEqual(4);
    expect(job).toMatchObject({ status: 'succeeded', attempt: 1 });
    expect(await messagesOf('demo')).toBe(0);
  });

  it.each([
    [{ by: '-1h' }, '#/by', '-1h'],
    [{ by: 60 }, '#/by', '60'],
    [{}, '#/by', 'nothing'],
    [{ by: '1h', to: 'now' }, '#/to', 'to'],
  ])('is not moved by %j', async (json, pointer, named) => {
    const answer = await client.send('POST', '/clock/advance', { json });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'invalid-request',
      detail: expect.stringContaining(named),
      errors: [{ pointer }],
    });
  });

  it('is moved by nobody without a key', async () => {
    const answer = await client.send('POST', '/clock/advance', {
      json: { by: '1h' },
      headers: { Authorization: null },
    });

    expect(answer.status).toBe(401);
  });
});
