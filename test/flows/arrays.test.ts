import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Client, type JobRequest } from '../support/flows/client.ts';
import type { ListedJob } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const target = sharedTarget();
const client = new Client(target);
/** 500 jobs are a minute's work for an emulator. */
const longest = 120_000;

interface Jobs {
  readonly jobs: readonly ListedJob[];
}

function numbered(count: number, tag: string): readonly JobRequest[] {
  return Array.from({ length: count }, (_, place) => ({
    type: 'summarise-csv',
    payload: { csv: `n\n${place}` },
    tags: [tag, `place-${place}`],
  }));
}

/** A witness is enqueued after what must not be there: once it is listed, so would all before it be. */
async function listedBesidesWitness(tag: string): Promise<readonly ListedJob[]> {
  const witness = await client.enqueue({
    type: 'demo',
    payload: {},
    delay: '1h',
    tags: [tag],
  });
  const listed = await until('the witness to be listed', async () => {
    const jobs = await client.list({ tag });
    return jobs.some(({ id }) => id === witness.id) ? jobs : undefined;
  });
  return listed.filter(({ id }) => id !== witness.id);
}

describe.concurrent('an array of jobs', () => {
  it(
    'takes 500 in one request, answers them in order and runs them all',
    async () => {
      const tag = uniqueTag();

      // Half a minute may not be enough for an emulator. With a key a repeated request is the same one.
      const headers = { Prefer: 'wait=10', 'Idempotency-Key': randomUUID() };
      const answer = await until('500 jobs to be accepted', async () => {
        const json = numbered(500, tag);
        const posted = await client.send<Jobs>('POST', '/jobs', { json, headers });
        const isWhole = posted.status < 500 && posted.body.jobs.every(({ id }) => id !== undefined);
        return isWhole ? posted : undefined;
      });
      const { jobs } = answer.body;
      const ended = await client.waitForAll(jobs, longest);

      const places = Array.from({ length: 500 }, (_, place) => place);
      expect(answer.status).toBe(202);
      expect(answer.headers.get('Retry-After')).toBe('1');
      expect(answer.headers.has('Preference-Applied')).toBe(false);
      expect(jobs.map(({ tags }) => tags)).toEqual(places.map((place) => [tag, `place-${place}`]));
      expect(new Set(jobs.map(({ id }) => id)).size).toBe(500);
      expect(jobs[0]).not.toHaveProperty('payload');
      expect(jobs[0]).not.toHaveProperty('history');
      expect(ended.map(({ status, result }) => [status, result])).toEqual(
        places.map((place) => [
          'succeeded',
          { rows: 1, columns: [expect.objectContaining({ name: 'n', min: place, max: place })] },
        ]),
      );
    },
    longest * target.patience,
  );

  it('mixes types, queues and delays', async () => {
    const jobs = await client.enqueueMany([
      { type: 'demo', payload: { echo: 1 } },
      { type: 'summarise-csv', payload: { csv: 'a\n1' } },
      { type: 'demo', payload: { echo: 2 }, delay: '1s' },
      { type: 'demo', payload: { outcome: 'permanent' } },
    ]);
    const ended = await client.waitForAll(jobs);

    expect(jobs.map(({ queue }) => queue)).toEqual(['demo', 'default', 'demo', 'demo']);
    expect(ended.map(({ status }) => status)).toEqual([
      'succeeded',
      'succeeded',
      'succeeded',
      'failed',
    ]);
  });

  it('is refused as a whole for one bad entry, which it points at', async () => {
    const tag = uniqueTag();
    const good = { type: 'demo', payload: {}, tags: [tag] };

    const answer = await client.send('POST', '/jobs', {
      json: [good, { ...good, payload: { sleepMs: -5 } }, good],
    });

    expect(answer.status).toBe(422);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: '#/1/payload/sleepMs', detail: expect.stringContaining('-5') }],
    });
    expect(await listedBesidesWitness(tag)).toEqual([]);
  });

  it('is told of every bad entry at once', async () => {
    const answer = await client.send('POST', '/jobs', {
      json: [{ type: 'nope', payload: {} }, 7, { type: 'demo', payload: {}, tags: ['a b'] }],
    });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      errors: [{ pointer: '#/0/type' }, { pointer: '#/1' }, { pointer: '#/2/tags/0' }],
    });
  });

  it.each([
    ['none', 0],
    ['more than 500', 501],
  ])('is refused with %s in it', async (_, count) => {
    const tag = uniqueTag();

    const answer = await client.send('POST', '/jobs', { json: numbered(count, tag) });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'invalid-request',
      detail: expect.stringContaining(`got ${count}`),
      errors: [{ pointer: '#' }],
    });
    expect(await listedBesidesWitness(tag)).toEqual([]);
  });
});
