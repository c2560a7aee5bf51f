import { describe, expect, it } from 'vitest';
import { partsOf } from '../../../client/enqueue-many.ts';
import {
  answer,
  lost,
  problemOf,
  refusal,
  stubbedClient,
} from '../../support/client/stubbed-client.ts';

const mebibyte = 1024 * 1024;

describe('parts', () => {
  it.each([
    [0, []],
    [1, [1]],
    [500, [500]],
    [501, [500, 1]],
    [1_200, [500, 500, 200]],
  ])('of %d jobs are as many as the API takes', (count, sizes) => {
    const parts = partsOf(jobsOf(count), 'k');

    expect(parts.map(({ jobs }) => jobs.length)).toEqual(sizes);
    expect(parts.flatMap(({ jobs }) => jobs)).toEqual(jobsOf(count));
  });

  it('have a key each, which is always the same', () => {
    const keys = () => partsOf(jobsOf(1_200), 'k').map(({ key }) => key);

    expect(keys()).toEqual(['k', 'k#500', 'k#1000']);
    expect(keys()).toEqual(keys());
  });

  it('stay within what a body may have, tags and times of every job included', () => {
    const tags = Array.from({ length: 10 }, (_, place) => `${place}`.padEnd(64, 'x'));
    const runAt = new Date(0);
    const type = 'x'.repeat(64);
    const jobs = Array.from({ length: 700 }, (_, place) => ({
      type,
      payload: 'ü'.repeat(place * 4),
      runAt,
      delay: '366d',
      tags,
    }));

    const parts = partsOf(jobs, 'k');

    expect(parts.flatMap((part) => part.jobs)).toEqual(jobs);
    for (const part of parts) {
      expect(Buffer.byteLength(JSON.stringify(part.jobs))).toBeLessThanOrEqual(2 * mebibyte);
    }
  });

  it('begin at the same jobs whatever tags and times these have', () => {
    const plain = jobsOf(300).map((job) => ({ ...job, payload: 'x'.repeat(30_000) }));
    const tagged = plain.map((job) => ({ ...job, delay: '1h', tags: ['a', 'b'] }));

    const starts = partsOf(tagged, 'k').map(({ start }) => start);

    expect(starts.length).toBeGreaterThan(1);
    expect(starts).toEqual(partsOf(plain, 'k').map(({ start }) => start));
  });

  it('are refused a key that leaves no room for theirs, before anything is sent', async () => {
    const { client, requests } = stubbedClient([]);
    const idempotencyKey = 'k'.repeat(253);

    const sending = client.enqueueMany(jobsOf(501), { idempotencyKey });

    await expect(sending).rejects.toThrow('got one of 253');
    expect(requests).toHaveLength(0);
  });
});

it('sends no call for no jobs', async () => {
  const { client, requests } = stubbedClient([]);

  expect(await client.enqueueMany([])).toEqual([]);
  expect(requests).toHaveLength(0);
});

it('answers all outcomes in their order, parts one after the other', async () => {
  const { client, requests } = stubbedClient([accept, accept, accept]);

  const outcomes = await client.enqueueMany(jobsOf(1_200), { idempotencyKey: 'k' });

  expect(outcomes).toEqual(jobsOf(1_200).map(({ payload }) => ({ id: `${payload.echo}` })));
  const keys = requests.map(({ headers }) => headers.get('Idempotency-Key'));
  expect(keys).toEqual(['k', 'k#500', 'k#1000']);
});

it('rejects if the first part is refused: nothing was accepted', async () => {
  const { client, requests } = stubbedClient([refusal(422)]);

  await expect(client.enqueueMany(jobsOf(600))).rejects.toMatchObject({ status: 422 });
  expect(requests).toHaveLength(1);
});

it('has the refusal of a later part in the place of its jobs, with places in the whole', async () => {
  const errors = [
    { pointer: '#/3/payload/x', detail: 'Wrong' },
    { parameter: 'Idempotency-Key', detail: 'Wrong' },
  ];
  const problem = { ...problemOf(422), errors, detail: '[3].payload.x: Wrong' };
  const refused = new Response(JSON.stringify(problem), { status: 422 });
  const { client } = stubbedClient([accept, refused, accept]);

  const outcomes = await client.enqueueMany(jobsOf(1_001));

  const moved = [{ ...errors[0], pointer: '#/503/payload/x' }, errors[1]];
  expect(outcomes[499]).toEqual({ id: '499' });
  const detail = '[503].payload.x: Wrong';
  expect(outcomes[500]).toEqual({ error: { ...problemOf(422), detail, errors: moved } });
  expect(outcomes[999]).toEqual(outcomes[500]);
  expect(outcomes[1_000]).toEqual({ id: '1000' });
});

it('rejects if a later part is not answered, for nobody knows what became of it', async () => {
  const { client } = stubbedClient([accept, lost()], { retries: 0 });

  await expect(client.enqueueMany(jobsOf(501))).rejects.toMatchObject({ name: 'NoAnswerError' });
});

function jobsOf(count: number) {
  return Array.from({ length: count }, (_, echo) => ({ type: 'demo', payload: { echo } }) as const);
}

/** Each job with what it echoes as its id. */
async function accept(request: Request): Promise<Response> {
  const jobs: ReturnType<typeof jobsOf> = JSON.parse(await request.text());
  return answer({ jobs: jobs.map(({ payload }) => ({ id: `${payload.echo}` })) });
}
