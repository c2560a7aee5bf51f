import { expect, it, onTestFinished } from 'vitest';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { demo } from '../../../functions/jobs/demo.ts';
import { jobs } from '../../../functions/jobs/index.ts';
import { queues } from '../../../functions/jobs/queues.ts';
import { type ErrandOptions, startErrand } from '../../../local/start-errand.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';

it('runs jobs that its own process has enqueued, and shows them', async () => {
  const errand = await start();

  const { id, status } = await errand.enqueue('demo', { echo: 'hello' }, { tags: ['own'] });
  const ended = await errand.wait(id);

  expect(status).toBe('queued');
  expect(ended).toMatchObject({ id, status: 'succeeded', result: { echo: 'hello' }, attempt: 1 });
  expect(await errand.get(id)).toEqual(ended);
  expect(errand.http).toBeUndefined();
});

it('survives a job that ends its process', async () => {
  const errand = await start();

  const { id } = await errand.enqueue('demo', { outcome: 'exit' });
  const ended = await errand.wait(id);

  expect(ended).toMatchObject({ status: 'failed', error: { code: 'crashed' } });
});

it('refuses a payload as the API does', async () => {
  const errand = await start();

  const refused = errand.enqueue('demo', { sleepMs: -1 });

  await expect(refused).rejects.toMatchObject({
    code: 'invalid-request',
    errors: [{ pointer: '#/payload/sleepMs' }],
  });
});

it('says that there is no such job', async () => {
  const errand = await start();

  const [got, waited] = await Promise.allSettled([errand.get('none'), errand.wait('../none')]);

  expect([got, waited]).toMatchObject([
    { reason: { code: 'unknown-job' } },
    { reason: { code: 'unknown-job' } },
  ]);
});

it('serves the API beside it if a port is asked for', async () => {
  const errand = await start({ port: 0 });
  const { id } = await errand.enqueue('demo', { echo: 1 });
  const ended = await errand.wait(id);

  const { url = '', key } = errand.http ?? {};
  const answer = await fetch(`${url}/jobs/${id}`, { headers: { Authorization: `Bearer ${key}` } });

  expect(await answer.json()).toEqual(ended);
});

it('goes on after a close with what had not ended', async () => {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  const first = await startErrand({ jobs, folder });
  const { id } = await first.enqueue('demo', { echo: 2 }, { delay: '1s' });
  const waited = first.wait(id);
  const refused = expect(waited).rejects.toThrow(`Errand over the folder '${folder}' was closed`);
  await first.close();
  await refused;

  const second = await start({ folder });

  expect(await second.wait(id)).toMatchObject({ status: 'succeeded', result: { echo: 2 } });
});

it('ends a wait by its signal', async () => {
  const errand = await start();
  const { id } = await errand.enqueue('demo', {}, { delay: '1h' });
  const patience = new AbortController();

  const waited = errand.wait(id, { signal: patience.signal });
  patience.abort(new Error('Enough'));

  await expect(waited).rejects.toThrow('Enough');
});

it('refuses jobs that are not those of the module that runs them', async () => {
  const other = registerJobs(queues, [demo]);
  const { folder, remove } = dataFolder();
  onTestFinished(remove);

  const refused = startErrand({ jobs: other, folder });

  await expect(refused).rejects.toThrow(
    "Expected the jobs of the project's job module, which are demo, resize-image, summarise-csv, got demo:",
  );
});

it('refuses a folder that another has', async () => {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  await start({ folder });

  const refused = startErrand({ jobs, folder });

  await expect(refused).rejects.toThrow(`Another server uses the data folder '${folder}'`);
});

/** Closed when the test ends; its data goes as well, unless the folder was given. */
async function start({ folder: given, port }: Partial<ErrandOptions<typeof jobs.types>> = {}) {
  const { folder, remove } = given === undefined ? dataFolder() : { folder: given, remove() {} };
  const errand = await startErrand({ jobs, folder, ...(port !== undefined && { port }) });
  onTestFinished(async () => {
    await errand.close();
    remove();
  });
  return errand;
}
