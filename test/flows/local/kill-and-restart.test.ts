import { expect, it, vi } from 'vitest';
import { type ApiCall, type ApiJob, enqueueDemo } from '../../support/local-server/api-caller.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

const total = 2_000;
const finals = ['succeeded', 'failed', 'cancelled'];

it('brings every accepted job to one end when all its processes are killed under load', {
  timeout: 120_000,
}, async ({ onTestFinished }) => {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  const accepted: string[] = [];

  const first = await withLocalServer({ folder });
  const load = enqueueUntil(first.call, accepted, total);
  await vi.waitUntil(() => accepted.length > total / 2 && hasFinished(first.output()), {
    timeout: 60_000,
    interval: 10,
  });
  await first.killTree();
  await load;
  const afterKill = accepted.length;
  const second = await withLocalServer({ folder });
  await enqueueUntil(second.call, accepted, total);

  expect(afterKill).toBeLessThan(total);
  const jobs = await vi.waitUntil(() => allOver(second.call, accepted), {
    timeout: 60_000,
    interval: 200,
  });
  expect(jobs.map(({ id }) => id)).toEqual(accepted);
  expect(jobs.filter(({ status }) => status !== 'succeeded')).toEqual([]);
  expect(jobs.filter(({ attempt, maxAttempts }) => attempt > maxAttempts)).toEqual([]);
  expect(await outcomesOf(second.call, accepted.slice(0, afterKill))).toEqual(new Set([1]));
});

function hasFinished(output: string): boolean {
  return output.split('Finished job').length > 100;
}

/** Sixteen callers at a time, each until there are enough or its server has gone. */
async function enqueueUntil(call: ApiCall, accepted: string[], enough: number): Promise<void> {
  const caller = async () => {
    while (accepted.length < enough) {
      const number = accepted.length;
      const payload = { sleepMs: number % 20, failures: number % 50 === 0 ? 1 : 0 };
      const job = await enqueueDemo(call, payload).catch(() => undefined);
      if (job === undefined) return;
      if (accepted.length < enough) accepted.push(job.id);
    }
  };
  await Promise.all(Array.from({ length: 16 }, caller));
}

/** The jobs once all that there are have ended. */
async function allOver(call: ApiCall, ids: readonly string[]): Promise<ApiJob[] | undefined> {
  const pages = [];
  for (let start = 0; start < ids.length; start += 100) {
    pages.push(await call(`GET /jobs?ids=${ids.slice(start, start + 100).join(',')}`));
  }
  const jobs = pages.flatMap(({ body }) => body.jobs as ApiJob[]);
  return jobs.every(({ status }) => finals.includes(status)) ? jobs : undefined;
}

/** How many ends the histories of these jobs show. */
async function outcomesOf(call: ApiCall, ids: readonly string[]): Promise<ReadonlySet<number>> {
  const counts = new Set<number>();
  for (const id of ids) {
    const { history } = (await call(`GET /jobs/${id}`)).body as unknown as ApiJob;
    counts.add(history.filter(({ status }) => finals.includes(status)).length);
  }
  return counts;
}
