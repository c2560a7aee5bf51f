import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Answer, Client, type JobRequest } from '../support/flows/client.ts';
import type { JobView, ListedJob } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const client = new Client(sharedTarget());

function post<Body = JobView>(json: unknown, key: string): Promise<Answer<Body>> {
  return client.send('POST', '/jobs', { json, headers: { 'Idempotency-Key': key } });
}

function demo(echo: unknown, others: Partial<JobRequest> = {}): JobRequest {
  return { type: 'demo', payload: { echo }, ...others };
}

function replayed({ headers }: Answer): string | null {
  return headers.get('Idempotency-Replayed');
}

describe.concurrent('the same Idempotency-Key', () => {
  it('makes one job of 50 requests that arrive together', async () => {
    const [key, tag] = [randomUUID(), uniqueTag()];
    const request = demo('once', { tags: [tag] });

    const answers = await Promise.all(Array.from({ length: 50 }, () => post(request, key)));
    const ids = new Set(answers.map(({ body }) => body.id));
    const [id = ''] = ids;
    const job = await client.waitFor(id, 'succeeded');
    const listed = await until('the job to be listed', async () => {
      const found = await client.list({ tag });
      return found.length > 0 ? found : undefined;
    });

    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(202));
    expect(ids.size).toBe(1);
    expect(listed.map((each) => each.id)).toEqual([id]);
    expect(job).toMatchObject({ attempt: 1, result: { echo: 'once' } });
    expect(answers.filter((answer) => replayed(answer) === 'true')).toHaveLength(49);
  });

  it('answers with the job as it has become', async () => {
    const key = randomUUID();
    const first = await post(demo('done'), key);
    const done = await client.waitFor(first.body.id, 'succeeded');

    const again = await post(demo('done'), key);
    const waiting = await client.send<JobView>('POST', '/jobs', {
      json: demo('done'),
      headers: { 'Idempotency-Key': key, Prefer: 'wait=5' },
    });

    expect(replayed(first)).toBeNull();
    expect(again.status).toBe(202);
    expect(replayed(again)).toBe('true');
    expect(again.body).toEqual(done);
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
    expect(waiting.status).toBe(200);
    expect(replayed(waiting)).toBe('true');
    expect(waiting.body).toEqual(done);
  });

  it('is refused with another payload or type, and the first job stays', async () => {
    const key = randomUUID();
    const first = await post(demo('first', { delay: '1h' }), key);

    const otherPayload = await post(demo('second'), key);
    const otherType = await post({ type: 'summarise-csv', payload: { csv: 'a' } }, key);

    for (const answer of [otherPayload, otherType]) {
      expect(answer.status).toBe(422);
      expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
      expect(answer.body).toMatchObject({
        code: 'key-reused',
        errors: [{ parameter: 'Idempotency-Key', detail: expect.stringContaining('new key') }],
      });
    }
    expect(await client.get(first.body.id)).toEqual(first.body);
  });

  it('ignores what is no part of type and payload: the first call wins', async () => {
    const [key, tag] = [randomUUID(), uniqueTag()];
    const payload = { echo: { a: 1, b: [2] }, sleepMs: 0 };
    const reordered = { sleepMs: 0, echo: { b: [2], a: 1 } };

    const first = await post({ type: 'demo', payload, delay: '1h', tags: [tag] }, key);
    const other = await post({ payload: reordered, type: 'demo', tags: ['other'] }, key);

    expect(other.status).toBe(202);
    expect(replayed(other)).toBe('true');
    expect(other.body).toMatchObject({ id: first.body.id, status: 'scheduled', tags: [tag] });
    expect(other.body.runAt).toBe(first.body.runAt);
  });

  it('is the same with and without quotes', async () => {
    const key = randomUUID();

    const bare = await post(demo('quotes', { delay: '1h' }), key);
    const quoted = await post(demo('quotes', { delay: '1h' }), `"${key}"`);

    expect(quoted.body.id).toBe(bare.body.id);
  });

  it('differs from another key that only begins alike', async () => {
    const key = 'k'.repeat(254);

    const [one, other] = await Promise.all([
      post(demo('alike', { delay: '1h' }), `${key}1`),
      post(demo('alike', { delay: '1h' }), `${key}2`),
    ]);

    expect([one.status, other.status]).toEqual([202, 202]);
    expect(other.body.id).not.toBe(one.body.id);
  });
});

describe.concurrent('an array with an Idempotency-Key', () => {
  type Many = { readonly jobs: readonly ListedJob[] };

  it('makes one job for each place, even of equal entries', async () => {
    const key = randomUUID();
    const three = Array(3).fill(demo('equal'));

    const first = await post<Many>(three, key);
    const again = await post<Many>(three, key);
    const jobs = await client.waitForAll(first.body.jobs);

    expect([first.status, again.status]).toEqual([202, 202]);
    expect(replayed(first)).toBeNull();
    expect(replayed(again)).toBe('true');
    expect(new Set(first.body.jobs.map(({ id }) => id)).size).toBe(3);
    expect(again.body.jobs.map(({ id }) => id)).toEqual(first.body.jobs.map(({ id }) => id));
    expect(jobs.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });

  it('does not share its places with a single job of that key', async () => {
    const key = randomUUID();

    const single = await post(demo('place', { delay: '1h' }), key);
    const array = await post<Many>([demo('other', { delay: '1h' })], key);

    expect(array.status).toBe(202);
    expect(array.body.jobs[0]?.id).not.toBe(single.body.id);
  });

  it('is refused with another payload in that place', async () => {
    const key = randomUUID();
    await post([demo('first', { delay: '1h' })], key);

    const other = await post([demo('second', { delay: '1h' })], key);

    expect(other).toMatchObject({ status: 422, body: { code: 'key-reused' } });
  });
});
