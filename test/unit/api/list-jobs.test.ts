import { describe, expect, it } from 'vitest';
import { type ApiWorld, createApiWorld, type Received } from './api-world.ts';

function idsOf({ json }: Received): string[] {
  return json.jobs.map(({ id }: { id: string }) => id);
}

/** Three jobs, a second between them: the first succeeded, the second failed, the third waits. */
async function threeJobs({ enqueue, work, world }: ApiWorld): Promise<[string, string, string]> {
  const first = await enqueue({ type: 'echo', payload: 1, tags: ['odd', 'a'] });
  await world.clock.advance(1_000);
  const second = await enqueue({ type: 'fail', payload: 2, tags: ['even'] });
  await work();
  await world.clock.advance(1_000);
  const third = await enqueue({ type: 'echo', payload: 3, tags: ['odd'] });
  return [first, second, third];
}

describe('GET /jobs', () => {
  it('lists the newest first, without payload, result and history', async () => {
    const api = await createApiWorld();
    const [first, second, third] = await threeJobs(api);

    const answer = await api.call('GET', '/jobs');

    expect(idsOf(answer)).toEqual([third, second, first]);
    expect(answer.json).not.toHaveProperty('cursor');
    expect(answer.json.jobs[2]).toEqual({
      id: first,
      type: 'echo',
      queue: 'default',
      status: 'succeeded',
      attempt: 1,
      maxAttempts: 3,
      createdAt: '2030-01-01T00:00:00.000Z',
      startedAt: '2030-01-01T00:00:01.000Z',
      finishedAt: '2030-01-01T00:00:01.000Z',
      tags: ['odd', 'a'],
    });
    expect(answer.json.jobs[1]).toMatchObject({ error: { code: 'permanent' } });
  });

  it.each<[Record<string, string>, number[]]>([
    [{ status: 'failed' }, [1]],
    [{ status: 'queued,succeeded' }, [2, 0]],
    [{ type: 'echo' }, [2, 0]],
    [{ type: 'none' }, []],
    [{ tag: 'odd' }, [2, 0]],
    [{ tag: 'odd', status: 'queued' }, [2]],
    [{ createdAfter: '2030-01-01T00:00:01Z' }, [2]],
    [{ createdAfter: '2030-01-01T01:00:00.999+01:00' }, [2, 1]],
  ])('filters by %j', async (query, expected) => {
    const api = await createApiWorld();
    const ids = await threeJobs(api);

    const answer = await api.call('GET', '/jobs', { query });

    expect(idsOf(answer)).toEqual(expected.map((place) => ids[place]));
  });

  it('goes on with the cursor', async () => {
    const api = await createApiWorld();
    const [first, second, third] = await threeJobs(api);

    const page = await api.call('GET', '/jobs', { query: { limit: '2' } });
    const next = await api.call('GET', '/jobs', {
      query: { limit: '2', cursor: page.json.cursor },
    });

    expect(idsOf(page)).toEqual([third, second]);
    expect(idsOf(next)).toEqual([first]);
    expect(next.json).not.toHaveProperty('cursor');
  });

  it('shows no job of another tenant', async () => {
    const api = await createApiWorld();
    await api.addKey('other', { tenant: 'other' });
    const [first] = await threeJobs(api);

    const answers = await Promise.all([
      api.call('GET', '/jobs', { key: 'other' }),
      api.call('GET', '/jobs', { key: 'other', query: { ids: first } }),
    ]);

    expect(answers.map(({ json }) => json)).toEqual([{ jobs: [] }, { jobs: [] }]);
  });

  it.each([
    ['status', 'done', /one or more of scheduled, queued/],
    ['status', '', /got ""$/],
    ['tag', 'a b', /got "a b"$/],
    ['createdAfter', 'yesterday', /RFC 3339/],
    ['createdAfter', '2030-01-01T00:00:00 01:00', /%2B/],
    ['limit', '0', /from 1 to 100, got "0"$/],
    ['limit', '101', /from 1 to 100/],
    ['limit', '1e1', /whole number/],
    ['cursor', 'made-up', /cursor/],
    ['ids', ',', /1 to 100 ids.*got 0$/],
    ['ids', Array.from({ length: 101 }, (_, n) => n).join(), /got 101$/],
    ['page', '2', /not a query field of this path.*status, type/],
    ['__proto__', '2', /not a query field/],
    ['type', ['echo', 'fail'], /once, got it 2 times/],
  ])('answers 422 for %s=%s', async (parameter, value, detail) => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/jobs', { query: { [parameter]: value } });

    expect(answer.status).toBe(422);
    expect(answer.json.errors).toEqual([{ parameter, detail: expect.stringMatching(detail) }]);
  });
});

describe('GET /jobs?ids=', () => {
  it('lists the jobs in the order asked, each once, and leaves out what is missing', async () => {
    const api = await createApiWorld();
    const [first, second] = await threeJobs(api);
    const ids = [second, 'none', '\u{1F600}', first, second].join();

    const answer = await api.call('GET', '/jobs', { query: { ids } });

    expect(idsOf(answer)).toEqual([second, first]);
    expect(answer.json.jobs[0]).not.toHaveProperty('payload');
  });

  it('goes with no filter', async () => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/jobs', { query: { ids: 'a', limit: '1' } });

    expect(answer).toMatchObject({ status: 422, json: { errors: [{ parameter: 'limit' }] } });
  });
});
