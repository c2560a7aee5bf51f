import { describe, expect, it } from 'vitest';
import { dashboardStage } from '../support/browser/dashboard-stage.ts';
import { enqueueDemo, jobAtEnd } from '../support/local-server/api-caller.ts';

const stage = dashboardStage();

describe('the overview', () => {
  it('counts what has ended, and shows it as charts and as a table', async () => {
    const jobs = await Promise.all([1, 2, 3].map((echo) => enqueueDemo(stage.call, { echo })));
    for (const { id } of jobs) await jobAtEnd(stage.call, id);
    const page = await stage.open('#/');
    const row = page.getByRole('row', { name: /^demo/ }).first();

    await row.getByRole('img', { name: /demo, last hour: \d+ ends of attempts/ }).waitFor();
    await page.getByText('As a table').click();

    const table = page.getByRole('table', { name: /ends of attempts, the latest first/ });
    expect(await table.getByRole('row').count()).toBeGreaterThan(1);
    await page.getByRole('link', { name: 'Last day' }).click();
    await row
      .getByRole('img', { name: /demo, last day/ })
      .first()
      .waitFor();
  });

  it('pauses a queue and lets it go on', async () => {
    const page = await stage.open('#/');

    await page.getByRole('button', { name: 'Pause default' }).click();
    await page.getByRole('button', { name: 'Resume default' }).click();
    await page.getByRole('button', { name: 'Pause default' }).waitFor();

    const { body } = await stage.call('GET /queues');
    expect(JSON.stringify(body)).not.toContain('"paused":true');
  });
});

describe('a list', () => {
  it('is asked for now and then, not while its tab is hidden, and at once when it is seen', async () => {
    const page = await stage.open('#/');
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await page.clock.install();
    const hide = (isHidden: boolean) =>
      page.evaluate(
        `Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true });` +
          "document.dispatchEvent(new Event('visibilitychange'))",
      );
    await page.goto(`${stage.address}#/schedules`);
    await page.getByText('There are no schedules').waitFor();

    asked.length = 0;
    await page.clock.runFor(10_000);
    await expect.poll(() => asked.length).toBe(1);
    await hide(true);
    await page.clock.runFor(120_000);
    const whileHidden = asked.length;
    await hide(false);

    expect(whileHidden).toBe(1);
    await expect.poll(() => asked.length).toBe(2);
  });
});

describe('the list of failed jobs', () => {
  it('puts together what failed alike, retries it at once, and shows how far that is', async () => {
    const fails = Array.from({ length: 4 }, () =>
      enqueueDemo(stage.call, { outcome: 'permanent' }),
    );
    for (const { id } of await Promise.all(fails)) await jobAtEnd(stage.call, id);
    const page = await stage.open('#/failed');
    const group = page.getByRole('region', { name: /demo: The payload asks for an error/ });

    await group.getByRole('button', { name: 'Retry 4' }).click();
    await page.getByRole('dialog').getByLabel('Jobs a second').fill('100');
    await page.getByRole('dialog').getByRole('button', { name: 'Retry' }).click();
    const run = page.locator('.runs li').first();
    await run.getByText('succeeded').waitFor();

    expect(await run.textContent()).toContain('4 retried, 0 skipped');
  });
});

describe('the list of schedules', () => {
  it('runs, pauses and deletes one', async () => {
    const body = { type: 'demo', payload: { echo: 'kept' }, every: '1d', overlap: 'allow' };
    await stage.call('PUT /schedules/nightly', { body });
    const page = await stage.open('#/schedules');

    await page.getByRole('button', { name: 'Run now: nightly' }).click();
    await page
      .getByRole('row', { name: /nightly/ })
      .getByText('succeeded')
      .waitFor();
    await page.getByRole('button', { name: 'Pause nightly' }).click();
    await page.getByRole('button', { name: 'Resume nightly' }).waitFor();
    const paused = (await stage.call('GET /schedules/nightly')).body;
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('There are no schedules').waitFor();

    expect(paused).toMatchObject({ ...body, paused: true });
  });
});

describe('the form to start a job', () => {
  it('is made from the schema of the job type, and starts the job', async () => {
    const page = await stage.open('#/start');

    await page.getByLabel('Job type').selectOption('demo');
    await page.getByLabel('sleepMs').fill('5');
    await page.getByLabel('outcome').selectOption('succeed');
    await page.getByLabel('echo').fill('{ "a": [1, true] }');
    await page.getByLabel('Tags').fill('by-hand form');
    await page.getByRole('button', { name: 'Start the job' }).click();
    await page.getByRole('status').getByText('succeeded').waitFor();

    const payload = await page.getByLabel('Payload, as JSON').textContent();
    expect(JSON.parse(payload ?? '')).toEqual({
      sleepMs: 5,
      outcome: 'succeed',
      echo: { a: [1, true] },
    });
    expect(await page.locator('.facts .tag').allTextContents()).toEqual(['by-hand', 'form']);
  });

  it('shows what the API refuses at the field that it is about', async () => {
    const page = await stage.open('#/start?type=summarise-csv');

    await page.getByRole('button', { name: 'JSON' }).click();
    await page.getByLabel('Payload', { exact: false }).last().fill('{ "csv": 5 }');
    await page.getByRole('button', { name: 'Start the job' }).click();

    const alert = await page.getByRole('alert').textContent();
    expect(alert).toContain('#/payload/csv');
    expect(page.url()).toContain('#/start');
  });

  it('shows what the API refuses beside the button, which keeps the focus', async () => {
    const page = await stage.open('#/start?type=demo');

    await page.getByLabel('Tags').fill('c$');
    await page.getByRole('button', { name: 'Start the job' }).press('Enter');
    await page.getByRole('alert').waitFor();

    await expect.poll(() => page.locator(':focus').allTextContents()).toEqual(['Start the job']);
    expect(await page.getByRole('alert').textContent()).toMatch(
      /^#\/tags\/0 Expected a tag [^#]*"c\$"$/,
    );
    expect(await page.getByLabel('Tags').getAttribute('aria-invalid')).toBe('true');
    const { y = 0, height = 0 } = (await page.getByRole('alert').boundingBox()) ?? {};
    expect(y).toBeGreaterThan(0);
    expect(y + height).toBeLessThan(800);
  });

  it('has a job wait for its time', async () => {
    const page = await stage.open('#/start');

    await page.getByLabel('After a delay').check();
    await page.getByLabel('Delay:').fill('2h');
    await page.getByRole('button', { name: 'Start the job' }).click();

    await page.getByRole('status').getByText('scheduled').waitFor();
  });
});
