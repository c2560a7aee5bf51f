import { describe, expect, it } from 'vitest';
import { Client, type JobRequest } from '../support/flows/client.ts';
import { type JobView, storyOf, timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const client = new Client(sharedTarget());

function demo(payload: object): JobRequest {
  return { type: 'demo', payload };
}

describe.concurrent('a job from its request to its result', () => {
  it('is accepted with an address, which tells its result', async () => {
    const tag = uniqueTag();
    const payload = { sleepMs: 300, echo: { hello: ['world', 1, null] } };

    const accepted = await client.send<JobView>('POST', '/jobs', {
      json: { ...demo(payload), tags: [tag, 'first'] },
    });
    const location = accepted.headers.get('Location') ?? '';
    const done = await client.send<JobView>('GET', location.replace('/v1', ''), {
      headers: { Prefer: 'wait=20' },
    });

    expect(accepted.status).toBe(202);
    expect(location).toBe(`/v1/jobs/${accepted.body.id}`);
    expect(accepted.headers.get('Retry-After')).toBe('1');
    expect(accepted.headers.get('Content-Type')).toBe('application/json');
    expect(accepted.body).toMatchObject({ type: 'demo', queue: 'demo', maxAttempts: 3, payload });
    expect(done.status).toBe(200);
    expect(done.headers.get('Preference-Applied')).toBe('wait=20');
    expect(done.body).toEqual({
      id: accepted.body.id,
      type: 'demo',
      queue: 'demo',
      status: 'succeeded',
      attempt: 1,
      maxAttempts: 3,
      createdAt: accepted.body.createdAt,
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
      payload,
      result: { echo: payload.echo },
      history: [
        { status: 'queued', at: done.body.createdAt, attempt: 0 },
        { status: 'running', at: done.body.startedAt, attempt: 1 },
        { status: 'succeeded', at: done.body.finishedAt, attempt: 1 },
      ],
      tags: [tag, 'first'],
    });
    expect(timeOf(done.body.startedAt)).toBeGreaterThanOrEqual(timeOf(done.body.createdAt));
    const ran = timeOf(done.body.finishedAt) - timeOf(done.body.startedAt);
    expect(ran).toBeGreaterThanOrEqual(299);
  });

  it('shows while it runs that it does', async () => {
    // A busy emulator may not answer before the job is over.
    const running = await until('a job that is seen while it runs', async () => {
      const { id } = await client.enqueue(demo({ sleepMs: 4_000 }));
      const started = await until('its start', async () => {
        const job = await client.get(id);
        return job.attempt > 0 ? job : undefined;
      });
      return started.status === 'running' ? started : undefined;
    });

    expect(storyOf(running)).toBe('queued running');
    expect(running).toMatchObject({ attempt: 1, payload: { sleepMs: 4_000 } });
    expect(running).not.toHaveProperty('result');
    expect(running).not.toHaveProperty('finishedAt');
    await client.waitFor(running.id, 'succeeded');
  });
});

describe.concurrent('Prefer: wait', () => {
  it('has a POST answered with 200 and the result if the job ends in time', async () => {
    // A target may need longer to look at a queue that was idle.
    const answer = await until('a job that ends in time', async () => {
      const quick = await client.send<JobView>('POST', '/jobs', {
        json: demo({ echo: 'quick' }),
        headers: { Prefer: 'wait=5' },
      });
      return quick.status === 202 ? undefined : quick;
    });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('Preference-Applied')).toBe('wait=5');
    expect(answer.headers.get('Location')).toBe(`/v1/jobs/${answer.body.id}`);
    expect(answer.headers.has('Retry-After')).toBe(false);
    expect(answer.body).toMatchObject({ status: 'succeeded', result: { echo: 'quick' } });
  });

  it('has a POST answered with 202 if the job takes longer', async () => {
    const answer = await client.send<JobView>('POST', '/jobs', {
      json: demo({ sleepMs: 4_000 }),
      headers: { Prefer: 'wait=1' },
    });

    expect(answer.status).toBe(202);
    expect(answer.headers.get('Preference-Applied')).toBe('wait=1');
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(['queued', 'running']).toContain(answer.body.status);
  });

  it('has a GET answered with the job as it is when the time is over', async () => {
    const { id } = await client.enqueue({ ...demo({}), delay: '1h' });

    const answer = await client.send<JobView>('GET', `/jobs/${id}`, {
      headers: { Prefer: 'wait=1' },
    });

    expect(answer.status).toBe(200);
    expect(answer.body.status).toBe('scheduled');
    expect(answer.headers.get('Retry-After')).toBe('60');
  });

  it('is cut to 20 seconds, and says so', async () => {
    const { id } = await client.enqueue(demo({}));
    await client.waitFor(id, 'succeeded');

    const answer = await client.send('GET', `/jobs/${id}`, { headers: { Prefer: 'wait=3600' } });

    expect(answer.headers.get('Preference-Applied')).toBe('wait=20');
  });

  it('is ignored if it is not a number', async () => {
    const { id } = await client.enqueue({ ...demo({}), delay: '1h' });

    const answer = await client.send('GET', `/jobs/${id}`, { headers: { Prefer: 'wait=soon' } });

    expect(answer.status).toBe(200);
    expect(answer.headers.has('Preference-Applied')).toBe(false);
  });
});

describe.concurrent('ETag', () => {
  it('answers 304 without a body while the job is as the caller knows it', async () => {
    const { id } = await client.enqueue(demo({}));
    await client.waitFor(id, 'succeeded');
    const first = await client.send('GET', `/jobs/${id}`);
    const tag = first.headers.get('ETag') ?? '';

    const same = await client.send('GET', `/jobs/${id}`, { headers: { 'If-None-Match': tag } });
    const other = await client.send('GET', `/jobs/${id}`, { headers: { 'If-None-Match': '"x"' } });

    expect(tag).toMatch(/^"[^"]+"$/);
    expect(same).toMatchObject({ status: 304, text: '' });
    expect(same.headers.get('ETag')).toBe(tag);
    expect(other).toMatchObject({ status: 200, body: first.body });
  });

  it('waits for any change of the job, not for its end alone', async () => {
    const { id } = await client.enqueue({ ...demo({ sleepMs: 3_000 }), delay: '3s' });
    const known = await client.send<JobView>('GET', `/jobs/${id}`);

    const changed = await client.send<JobView>('GET', `/jobs/${id}`, {
      headers: { Prefer: 'wait=20', 'If-None-Match': known.headers.get('ETag') },
    });

    expect(known.body.status).toBe('scheduled');
    expect(changed.status).toBe(200);
    expect(changed.body.status).toBe('running');
    expect(changed.headers.get('ETag')).not.toBe(known.headers.get('ETag'));
  });

  it('answers 304 if nothing changes in the time the caller waits', async () => {
    const { id } = await client.enqueue({ ...demo({}), delay: '1h' });
    const known = await client.send('GET', `/jobs/${id}`);

    const answer = await client.send('GET', `/jobs/${id}`, {
      headers: { Prefer: 'wait=1', 'If-None-Match': known.headers.get('ETag') },
    });

    expect(answer.status).toBe(304);
    expect(answer.headers.get('Preference-Applied')).toBe('wait=1');
  });
});
