import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import type { JobView, ListedJob } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';
import { type SecondStack, secondStack } from '../support/targets/second-stack.ts';

const target = sharedTarget();
const first = new Client(target);
const timeout = 300_000 * target.patience;

// In their order: each goes on with the stack as the one before has left it.
describe.runIf(target.can.includes('deploys'))('a second stack', { timeout }, () => {
  let stack: SecondStack;
  let second: Client;
  beforeAll(async () => {
    stack = secondStack(target);
    second = await stack.deploy();
  }, timeout);
  afterAll(() => stack.removeCopy());

  it('runs jobs beside the first, and neither knows those of the other', async () => {
    const tag = uniqueTag();
    const job = { type: 'demo', payload: { echo: 'here' }, tags: [tag] };

    const ours = await first.enqueue(job);
    const theirs = await second.enqueue(job);
    await first.waitFor(ours.id, 'succeeded');
    await second.waitFor(theirs.id, 'succeeded');

    expect((await first.send('GET', `/jobs/${theirs.id}`)).status).toBe(404);
    expect((await second.send('GET', `/jobs/${ours.id}`)).status).toBe(404);
    expect(await idsOf(first, tag)).toEqual([ours.id]);
    expect(await idsOf(second, tag)).toEqual([theirs.id]);
  });

  it('loses no job when changed code is deployed while they run', async () => {
    const before = await second.enqueueMany(sleepers(30));
    await begun(second, before);
    stack.change('functions/jobs/demo.ts', 'return { echo, ', 'return { echo, code: 2, ');

    const meanwhile: ListedJob[] = [];
    const updated = await goOnUntil(stack.deploy(), async () => {
      const some = await second.enqueueMany(sleepers(2), { 'Idempotency-Key': randomUUID() });
      meanwhile.push(...some);
      await begun(second, some);
    });
    const after = await updated.enqueueMany(sleepers(5));
    const ends = await second.waitForAll([...before, ...meanwhile, ...after], 120_000);

    expect(meanwhile.length).toBeGreaterThan(5);
    expect(ends.filter(({ status }) => status !== 'succeeded')).toEqual([]);
    expect(ends.filter((job) => finalsOf(job) !== 1)).toEqual([]);
    const codes = ends.map(({ result }) => (result as { code?: number }).code ?? 1);
    expect(codes.slice(0, 3)).toEqual([1, 1, 1]);
    expect(codes.slice(-5)).toEqual([2, 2, 2, 2, 2]);
  });

  it('goes without a trace, and leaves the first as it was', async () => {
    const { id } = await first.enqueue({ type: 'demo', payload: { echo: 'still here' } });

    await stack.destroy();

    const gone = await second.send('GET', '/health').then(
      ({ status }) => status,
      () => 'no answer',
    );
    expect(gone).not.toBe(200);
    expect(await first.waitFor(id, 'succeeded')).toMatchObject({ result: { echo: 'still here' } });
    const next = await first.enqueue({ type: 'demo', payload: {} });
    await first.waitFor(next.id, 'succeeded');
  });
});

/** Of two to six seconds each. */
function sleepers(count: number) {
  return Array.from({ length: count }, (_, place) => ({
    type: 'demo',
    payload: { sleepMs: 2_000 + ((place * 700) % 4_000), echo: 'slept' },
  }));
}

async function idsOf(client: Client, tag: string): Promise<readonly string[]> {
  const listed = await until('the job to be listed', async () => {
    const jobs = await client.list({ tag });
    return jobs.length > 0 ? jobs : undefined;
  });
  return listed.map(({ id }) => id);
}

/** Until one of them runs, or has. */
async function begun(client: Client, jobs: readonly ListedJob[]): Promise<void> {
  const ids = jobs.map(({ id }) => id).join(',');
  await until('one of the jobs to begin', async () => {
    const { jobs: now } = await client.page({ ids });
    return now.some(({ attempt }) => attempt > 0) || undefined;
  });
}

/** Does the same again and again until the work is over. */
async function goOnUntil<Result>(work: Promise<Result>, act: () => Promise<void>): Promise<Result> {
  const over = new AbortController();
  const ended = work.finally(() => over.abort());
  while (!over.signal.aborted) {
    await act();
    await setImmediate();
  }
  return ended;
}

function finalsOf({ history }: JobView): number {
  return history.filter(({ status }) => ['succeeded', 'failed', 'cancelled'].includes(status))
    .length;
}
