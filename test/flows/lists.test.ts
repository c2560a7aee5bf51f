import { beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { type JobView, timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const client = new Client(sharedTarget());
const tag = uniqueTag();

/** In the order of their enqueueing. */
let jobs: readonly JobView[];

async function enqueueOneByOne(): Promise<readonly JobView[]> {
  const made: JobView[] = [];
  for (const [type, payload] of [
    ['demo', { echo: 0 }],
    ['summarise-csv', { csv: 'a\n1' }],
    ['demo', { outcome: 'permanent' }],
    ['summarise-csv', { csv: 'a,b\n1' }],
    ['demo', { echo: 4 }],
    ['demo', { echo: 5 }],
    ['summarise-csv', { csv: 'a\n2' }],
  ] as const) {
    const tags = made.length % 2 === 0 ? [tag, 'even'] : [tag];
    made.push(await client.enqueue({ type, payload, tags }));
  }
  return made;
}

function idsAt(...places: readonly number[]): readonly (string | undefined)[] {
  return places.map((place) => jobs[place]?.id);
}

/** Of one millisecond the order is that of the ids. */
function newestFirst(): readonly string[] {
  const keys = jobs.map(({ createdAt, id }) => `${createdAt} ${id}`);
  return keys
    .toSorted()
    .map((key) => key.split(' ')[1] ?? '')
    .toReversed();
}

function idsOf(listed: readonly { readonly id: string }[]): readonly string[] {
  return listed.map(({ id }) => id);
}

beforeAll(async () => {
  jobs = await client.waitForAll(await enqueueOneByOne());
  await until('seven jobs to be listed', async () => {
    const listed = await client.list({ tag });
    return listed.length === 7 || undefined;
  });
});

describe.concurrent('a list of jobs', () => {
  it('has the newest first', async () => {
    const listed = await client.list({ tag });

    expect(idsOf(listed)).toEqual(newestFirst());
  });

  it('shows each as it is, without its payload, result, history and stack', async () => {
    const listed = await client.list({ tag });

    const expected = jobs.map(({ payload: _, result: __, history: ___, error, ...listedJob }) => {
      if (error === undefined) return listedJob;
      const { stack: ____, ...told } = error;
      return { ...listedJob, error: told };
    });
    expect(listed.toReversed()).toEqual(expected);
    expect(listed[4]).toMatchObject({ status: 'failed', error: { code: 'permanent' } });
  });

  it.each([
    ['status=succeeded', { status: 'succeeded' }, [6, 5, 4, 1, 0]],
    ['status=failed', { status: 'failed' }, [3, 2]],
    ['status=failed,succeeded', { status: 'failed,succeeded' }, [6, 5, 4, 3, 2, 1, 0]],
    ['status=cancelled,running', { status: 'cancelled,running' }, []],
    ['type=demo', { type: 'demo' }, [5, 4, 2, 0]],
    ['a type that is not known', { type: 'none' }, []],
    ['type and status', { type: 'demo', status: 'failed' }, [2]],
    ['limit=100', { limit: '100' }, [6, 5, 4, 3, 2, 1, 0]],
  ])('is filtered by %s', async (_, filter, places) => {
    const listed = await client.list({ tag, ...filter });

    // Failed jobs alone come in the order of their failure, which may be another.
    expect(idsOf(listed).toSorted()).toEqual(idsAt(...places).toSorted());
  });

  it('is filtered by one tag of several', async () => {
    const listed = await client.list({ tag: 'even' });

    const mine = listed.filter(({ tags }) => tags.includes(tag));
    expect(idsOf(mine).toSorted()).toEqual(idsAt(6, 4, 2, 0).toSorted());
  });

  it('leaves out those made at createdAfter or before', async () => {
    const [, , third] = jobs;
    const createdAfter = third?.createdAt ?? '';

    const listed = await client.list({ tag, createdAfter });

    const later = jobs.filter((job) => timeOf(job.createdAt) > timeOf(createdAfter));
    expect(idsOf(listed).toSorted()).toEqual(idsOf(later).toSorted());
    expect(idsOf(listed)).not.toContain(third?.id);
    expect(later.length).toBeGreaterThan(0);
  });

  it('takes createdAfter with an offset', async () => {
    const listed = await client.list({ tag, createdAfter: '2020-01-01T00:00:00+14:00' });

    expect(listed).toHaveLength(7);
  });

  it.each(['1', '2', '3', '7'])('goes on page by page, %s at a time', async (limit) => {
    const listed = await client.list({ tag, limit });

    expect(idsOf(listed)).toEqual(newestFirst());
  });

  it('never has more than its limit on a page', async () => {
    const page = await client.page({ limit: '3' });

    expect(page.jobs).toHaveLength(3);
    expect(page.cursor).toEqual(expect.any(String));
  });

  it('goes on page by page through failed jobs alone', async () => {
    const listed = await client.list({ tag, status: 'failed', limit: '1' });

    expect(idsOf(listed).toSorted()).toEqual(idsAt(2, 3).toSorted());
  });
});

describe.concurrent('jobs by their ids', () => {
  it('come in the order asked, without those that are missing', async () => {
    const [first = '', , third = '', fourth = ''] = idsOf(jobs);

    const { jobs: found, cursor } = await client.page({
      ids: [fourth, 'no-such-job', first, third, '%00'].join(','),
    });

    expect(idsOf(found)).toEqual([fourth, first, third]);
    expect(cursor).toBeUndefined();
    expect(found[0]).not.toHaveProperty('payload');
    expect(found[0]).not.toHaveProperty('history');
  });

  it('can be asked for as soon as they are accepted', async () => {
    const many = await client.enqueueMany(
      Array(100).fill({ type: 'demo', payload: {}, delay: '1h' }),
    );

    const { jobs: found } = await client.page({ ids: idsOf(many).join(',') });

    expect(idsOf(found)).toEqual(idsOf(many));
  });
});
