import { expect, it } from 'vitest';
import { runProgram } from '../../../support/cli/run-program.ts';
import { shownJob } from '../../../support/cli/shown-job.ts';
import { type StubAnswer, stubServer } from '../../../support/cli/stub-server.ts';

const problem = { title: 'Busy', code: 'unavailable', detail: 'Later' };

function job(status: 'running' | 'succeeded'): StubAnswer {
  const body = JSON.stringify(shownJob({ status, result: { echo: 1 } }));
  return { status: 200, headers: { ETag: `"${status}"` }, body };
}

function refusal(status: number): StubAnswer {
  return { status, body: JSON.stringify({ ...problem, status }) };
}

function waiting(url: string) {
  return runProgram(['jobs', 'wait', 'id', '--url', url, '--key', 'errand_key']);
}

it('waits on over a lost answer and a busy server', async () => {
  const running = job('running');
  const url = await stubServer(running, running, 'lost', refusal(503), job('succeeded'));

  const { code, out } = await waiting(url);

  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ echo: 1 });
});

it('ends at once with a refusal', async () => {
  const running = job('running');
  const { code, err } = await waiting(await stubServer(running, running, refusal(404)));

  expect([code, err]).toEqual([1, 'errand: Busy (unavailable)\n  Later\n']);
});

it('asks but once where there is no job to wait for yet', async () => {
  const url = await stubServer('lost', job('succeeded'));

  const { code, err } = await waiting(url);

  expect(code).toBe(4);
  expect(err).toContain(`No server answers at ${url}/jobs/id (`);
});
