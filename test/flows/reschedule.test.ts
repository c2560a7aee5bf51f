import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { expectProblem } from '../support/flows/expect-problem.ts';
import { inTime } from '../support/flows/in-time.ts';
import { storyOf, timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const client = new Client(sharedTarget());
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

function demo(payload: object = {}) {
  return { type: 'demo', payload };
}

describe.concurrent('reschedule', () => {
  it.each([
    ['a message', '10m'],
    ['the due index', '2h'],
  ])('brings a job forward that waits in %s, and it runs once', async (_, delay) => {
    const { id } = await client.enqueue({ ...demo({ echo: 'sooner' }), delay });

    const answer = await client.reschedule(id, { delay: '2s' });
    const job = await client.waitFor(id, 'succeeded');

    const { runAt } = answer.body;
    expect(answer).toMatchObject({ status: 200, body: { id, status: 'scheduled' } });
    expect(job).toMatchObject({ attempt: 1, runAt, result: { echo: 'sooner' } });
    expect(storyOf(job)).toBe('scheduled running succeeded');
    expect(timeOf(job.startedAt)).toBeGreaterThanOrEqual(timeOf(runAt));
  });

  it.each([
    ['a message', '10m'],
    ['the due index', '2h'],
  ])('puts a job off that waits in %s, and it can be cancelled', async (_, delay) => {
    const { id } = await client.enqueue({ ...demo(), delay });
    const runAt = inTime(day);

    const answer = await client.reschedule(id, { runAt });
    const job = await client.get(id);
    const cancelled = await client.cancel(id);

    expect(answer).toMatchObject({ status: 200, body: { status: 'scheduled', runAt } });
    expect(job).toEqual(answer.body);
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', attempt: 0 } });
  });

  it('runs a job now with a delay of nothing', async () => {
    const { id } = await client.enqueue({ ...demo(), delay: '366d' });

    await client.reschedule(id, { delay: '0s' });

    expect(await client.waitFor(id, 'succeeded')).toMatchObject({ attempt: 1 });
  });

  it('moves the next attempt of a job that is retrying', async () => {
    const { id } = await client.enqueue(demo({ failures: 1, retryInMs: hour }));
    const waiting = await client.waitFor(id, 'retrying');

    const answer = await client.reschedule(id, { delay: '1s' });
    const job = await client.waitFor(id, 'succeeded');

    expect(timeOf(waiting.runAt) - timeOf(waiting.startedAt)).toBeGreaterThan(59 * minute);
    expect(answer).toMatchObject({ status: 200, body: { status: 'retrying', error: {} } });
    expect(storyOf(job)).toBe('queued running retrying running succeeded');
  });

  it('is listed under its new time', async () => {
    const tag = uniqueTag();
    const { id } = await client.enqueue({ ...demo(), delay: '10m', tags: [tag] });
    const runAt = inTime(300 * day);

    await client.reschedule(id, { runAt });
    const listed = await until('the job to be listed', async () => {
      const [first] = await client.list({ tag, status: 'scheduled' });
      return first;
    });

    expect(listed).toMatchObject({ id, status: 'scheduled', runAt });
    await client.cancel(id);
  });

  it('changes nothing when the same Idempotency-Key comes again', async () => {
    const { id } = await client.enqueue({ ...demo(), delay: '1h' });
    const headers = { 'Idempotency-Key': 'once' };

    const first = await client.reschedule(id, { delay: '2h' }, headers);
    const second = await client.reschedule(id, { delay: '3h' }, headers);

    expect(second).toMatchObject({ status: 200, body: first.body });
    await client.cancel(id);
  });

  it('is a 409 for a job that does not wait for a time', async () => {
    const { id } = await client.enqueue(demo());
    await client.waitFor(id, 'succeeded');

    const answer = await client.reschedule(id, { delay: '1h' });

    expectProblem(answer, { status: 409, code: 'not-waiting', says: [id, 'succeeded'] });
  });

  it.each([
    ['both times', { delay: '1h', runAt: inTime(hour) }, '#/runAt', 'leave one out'],
    ['no time', {}, '#', 'a delay'],
    ['a time that has passed', { runAt: inTime(-2 * minute) }, '#/runAt', 'has not passed'],
    ['367 days', { delay: '367d' }, '#/delay', 'at most 366d'],
    ['a time 367 days away', { runAt: inTime(367 * day) }, '#/runAt', 'within 366 days'],
  ])('says what to change about %s', async (_, json, where, said) => {
    const { id } = await client.enqueue({ ...demo(), delay: '1h' });

    const answer = await client.reschedule(id, json);

    expectProblem(answer, { status: 422, code: 'invalid-request', where, says: [said] });
    await client.cancel(id);
  });
});
