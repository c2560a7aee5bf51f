import { describe, expect, it } from 'vitest';
import { ApiClient } from '../../../../cli/connection/api-client.ts';
import { shownJob } from '../../../support/cli/shown-job.ts';
import { type StubAnswer, stubServer } from '../../../support/cli/stub-server.ts';

const problem = { title: 'Busy', code: 'unavailable', detail: 'Later', status: 503 };

function job(status: 'running' | 'succeeded'): StubAnswer {
  return {
    status: 200,
    headers: { ETag: `"${status}"` },
    body: JSON.stringify(shownJob({ status })),
  };
}

function waiting(url: string, longest: number) {
  const seen: string[] = [];
  const client = new ApiClient({ url, key: 'errand_key' }, { pause: 1, longest });
  const end = client.wait('id', { changed: ({ status }) => void seen.push(status) });
  return { end, seen };
}

describe('waiting for a job', () => {
  it('goes on over a lost answer, a busy server, and one that has no news', async () => {
    const busy = { status: 503, body: JSON.stringify(problem) };
    const same = { status: 304, body: '' };
    const url = await stubServer(job('running'), 'lost', busy, same, job('succeeded'));

    const { end, seen } = waiting(url, 60_000);

    expect((await end).status).toBe('succeeded');
    expect(seen).toEqual(['running', 'succeeded']);
  });

  it('ends when the server stays away', async () => {
    const { end } = waiting(await stubServer(job('running'), 'lost'), 0);

    await expect(end).rejects.toThrow('No server answers');
  });

  it('ends at once with a refusal', async () => {
    const gone = { status: 404, body: JSON.stringify({ ...problem, status: 404 }) };
    const { end } = waiting(await stubServer(job('running'), gone, job('succeeded')), 60_000);

    await expect(end).rejects.toThrow('Later');
  });
});
