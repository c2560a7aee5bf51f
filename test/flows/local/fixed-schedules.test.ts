import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { ApiCall } from '../../support/local-server/api-caller.ts';
import { copyOfRepository } from '../../support/local-server/copy-of-repository.ts';
import { dataFolder, startProcess } from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

const environment = { ERRAND_CLOCK: 'virtual' };
const file = 'functions/jobs/demo.ts';
const timeout = "  timeout: '10s',\n";

/** A copy of the code in which the job type `demo` has a schedule. */
function copyWith(schedule: string, onTestFinished: (end: () => void) => void) {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  const root = join(dirname(folder), 'copy');
  mkdirSync(root, { recursive: true });
  const change = copyOfRepository(root);
  const importing = "import { defineJob } from '../core/define-job.ts';\n";
  change(file, importing, `${importing}import { cron, every } from '../core/fixed-schedule.ts';\n`);
  change(file, timeout, `${timeout}  schedule: ${schedule},\n`);
  return { folder, root, change };
}

async function list(call: ApiCall) {
  const { body } = await call('GET /schedules');
  return body.schedules as readonly Record<string, unknown>[];
}

it('runs the schedules beside the job types, and follows the code at the next start', async ({
  onTestFinished,
}) => {
  const schedule = "every('1h', { payload: { echo: 'on the hour' } })";
  const { folder, root, change } = copyWith(schedule, onTestFinished);
  const first = await withLocalServer({ environment, folder, root });
  await first.call('POST /clock/advance', { body: { by: '3h' } });
  const jobs = await first.call('GET /jobs?tag=schedule:demo');
  const [before] = await list(first.call);
  const put = await first.call('PUT /schedules/demo', {
    body: { type: 'demo', payload: {}, every: '2h' },
  });
  const run = await first.call('POST /schedules/demo/run');
  await first.killTree();

  change(
    file,
    schedule,
    "cron('0 9 * * MON-FRI', { timeZone: 'Europe/Berlin', name: 'mornings' })",
  );
  const second = await withLocalServer({ environment, folder, root });
  await second.call('POST /clock/advance', { body: { by: '1s' } });

  expect(jobs.body.jobs).toHaveLength(3);
  expect(before).toMatchObject({ name: 'demo', origin: 'code', every: '1h' });
  expect(put).toMatchObject({ status: 409, body: { code: 'schedule-in-code' } });
  expect(run).toMatchObject({ status: 202, body: { payload: { echo: 'on the hour' } } });
  expect(await list(second.call)).toMatchObject([
    { name: 'demo.mornings', origin: 'code', cron: '0 9 * * MON-FRI', timeZone: 'Europe/Berlin' },
  ]);
});

it.each([
  ["cron('0 25 * * *')", "Schedule 'demo' of job type 'demo' is wrong in cron"],
  ["cron('0 9 * * *', { timeZone: 'Mars/Phobos' })", 'is wrong in timeZone. Expected a name'],
])('does not start with %s, and says why in one line', async (schedule, message) => {
  const ends: (() => void)[] = [];
  const { folder, root } = copyWith(schedule, (end) => ends.push(end));

  const { ended, output } = startProcess({ environment: { ERRAND_DATA: folder }, root });

  expect(await ended).toBe(1);
  expect(output()).toMatch(/^.+\n$/);
  expect(output()).toContain(message);
  for (const end of ends) end();
});
