import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ApiCall } from '../../support/local-server/api-caller.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

const environment = { ERRAND_CLOCK: 'virtual' };
const [minute, hour] = [60_000, 3_600_000];

/** As if the server had stood still until then. */
function moveClock(folder: string, time: number): void {
  writeFileSync(join(folder, 'clock'), `${time}\n`);
}

async function advance(call: ApiCall, by: string): Promise<number> {
  const { body } = await call('POST /clock/advance', { body: { by } });
  return Date.parse(String(body.now));
}

async function put(call: ApiCall, missed: string): Promise<void> {
  // One beside the other: each missed one has a job of its own.
  const body = { type: 'demo', payload: {}, every: '1h', missed, overlap: 'allow' };
  expect((await call(`PUT /schedules/${missed}`, { body })).status).toBe(201);
}

async function runsOf(call: ApiCall, missed: string): Promise<number> {
  const { body } = await call(`GET /jobs?tag=schedule:${missed}&limit=100`);
  const jobs = body.jobs as readonly { readonly status: string }[];
  expect(jobs.filter(({ status }) => status !== 'succeeded')).toEqual([]);
  return jobs.length;
}

it('makes good what was missed while no server ran, as each schedule asks for', async ({
  onTestFinished,
}) => {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  const first = await withLocalServer({ environment, folder });
  for (const missed of ['latest', 'none', 'all']) await put(first.call, missed);
  // To ten minutes past the hour.
  const now = await advance(first.call, '1s');
  const past = Math.ceil(now / hour) * hour + 10 * minute;
  await advance(first.call, `${past - now}ms`);
  const before = await runsOf(first.call, 'all');
  await first.killTree();

  moveClock(folder, past + 48 * hour);
  const second = await withLocalServer({ environment, folder });
  await advance(second.call, '10s');

  expect(before).toBe(1);
  expect((await runsOf(second.call, 'latest')) - before).toBe(1);
  expect((await runsOf(second.call, 'none')) - before).toBe(0);
  expect((await runsOf(second.call, 'all')) - before).toBe(48);
});
