import { describe, expect, it } from 'vitest';
import { dashboardStage } from '../support/browser/dashboard-stage.ts';
import { enqueueDemo, jobAtEnd } from '../support/local-server/api-caller.ts';

const stage = dashboardStage();
const markup = '<img src=x onerror="document.title=\'run\'"><b>bold</b>';

describe('the page of a job', () => {
  it('follows the job to its end by itself', async () => {
    const { id } = await enqueueDemo(stage.call, { sleepMs: 6_000, echo: 'followed' });
    const page = await stage.open(`#/jobs/${id}`);

    await page.getByRole('status').getByText('running').waitFor();
    await page.getByRole('status').getByText('succeeded').waitFor();

    expect(await page.getByLabel('Result, as JSON').textContent()).toContain('followed');
    expect(await page.locator('.timeline li').count()).toBe(3);
  });

  it('shows what the job has logged', async () => {
    const lines = ['Reading the order', 'Sending the <b>mail</b>'];
    const { id } = await enqueueDemo(stage.call, { lines });
    await jobAtEnd(stage.call, id);
    const page = await stage.open(`#/jobs/${id}`);

    const log = page.getByLabel('Lines of the log').getByRole('listitem');

    await expect.poll(() => log.count()).toBe(2);
    expect(await log.last().textContent()).toMatch(/info #1 Sending the <b>mail<\/b>/);
  });

  it('says that nothing was logged once a job has started, and nothing of a log before', async () => {
    const { body } = await stage.call('POST /jobs', {
      body: { type: 'demo', payload: {}, delay: '1h' },
    });
    const page = await stage.open(`#/jobs/${body.id}`);
    const log = page.getByRole('heading', { name: 'Log' });
    await page.getByRole('heading', { name: 'Payload' }).waitFor();

    const before = await log.count();
    await stage.call(`POST /jobs/${body.id}/reschedule`, { body: { delay: '0s' } });
    await page.getByText('Its code has logged nothing with log.').waitFor();

    expect([before, await log.count()]).toEqual([0, 1]);
  });

  it('cancels a job that waits, and retries it', async () => {
    const { body } = await stage.call('POST /jobs', {
      body: { type: 'demo', payload: { echo: 1 }, delay: '1h' },
    });
    const page = await stage.open(`#/jobs/${body.id}`);

    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('status').getByText('cancelled').first().waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();

    await page.getByRole('status').getByText('succeeded').waitFor();
  });

  it('runs a job that waits for its time now', async () => {
    const { body } = await stage.call('POST /jobs', {
      body: { type: 'demo', payload: {}, delay: '3h' },
    });
    const page = await stage.open(`#/jobs/${body.id}`);

    await page.getByRole('button', { name: 'Reschedule' }).click();
    await page.getByLabel('Date and time here').fill('');
    await page.getByRole('dialog').getByRole('button', { name: 'Reschedule' }).click();

    await page.getByRole('status').getByText('succeeded').waitFor();
  });

  it('erases a job that is over, once that is confirmed', async () => {
    const { id } = await enqueueDemo(stage.call, { echo: 'personal' });
    await jobAtEnd(stage.call, id);
    const page = await stage.open(`#/jobs/${id}`);
    await page.getByText('personal').first().waitFor();

    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
    await page.getByText('It was erased.').first().waitFor();

    expect(await page.getByText('personal').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Erase' }).count()).toBe(0);
  });

  it('runs a job again with changes to its payload', async () => {
    const { id } = await enqueueDemo(stage.call, { sleepMs: 1, echo: 'first' });
    const page = await stage.open(`#/jobs/${id}`);

    await page.getByRole('link', { name: 'Run again with changes' }).click();
    await page.getByLabel('echo').fill('"second"');
    await page.getByRole('button', { name: 'Start the job' }).click();
    await page.getByRole('status').getByText('succeeded').waitFor();

    expect(page.url()).not.toContain(id);
    const payload = await page.getByLabel('Payload, as JSON').textContent();
    expect(JSON.parse(payload ?? '')).toEqual({ sleepMs: 1, echo: 'second' });
  });

  it('shows markup of payloads, results and tags as the text that it is', async () => {
    const { id } = await enqueueDemo(stage.call, { echo: markup });
    await jobAtEnd(stage.call, id);
    const page = await stage.open(`#/jobs/${id}`);

    await page.getByLabel('Result, as JSON').waitFor();

    expect(await page.getByLabel('Result, as JSON').textContent()).toContain(
      JSON.stringify(markup),
    );
    expect(await page.locator('main img, main b').count()).toBe(0);
    expect(await page.title()).toBe('demo: succeeded · Errand');
  });
});

describe('the list of jobs', () => {
  it('shows a new job without a reload, and filters by tag, status and type', async () => {
    const page = await stage.open('#/jobs');
    const rows = page.locator('tbody tr');

    const body = { type: 'demo', payload: {}, delay: '1h', tags: ['dashboard-list'] };
    await stage.call('POST /jobs', { body });
    await page.getByRole('link', { name: 'dashboard-list' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('Status').selectOption('scheduled');
    await page.getByLabel('Job type').selectOption('demo');
    await expect.poll(() => page.url()).toContain('status=scheduled&type=demo');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('Status').selectOption('failed');

    await page.getByText('No job fits').waitFor();
  });

  it('says once what is wrong with a filter, which it shows, and offers nothing that cannot help', async () => {
    const page = await stage.open('#/jobs?status=bogus');
    const alert = page.getByRole('alert');

    await expect.poll(() => alert.allTextContents()).toHaveLength(1);

    const sentences = (await alert.textContent())?.match(/Expected status .*? got "bogus"/g);
    expect(sentences).toHaveLength(1);
    expect(await alert.getByRole('button').count()).toBe(0);
    expect(await page.getByLabel('Status').inputValue()).toBe('bogus');
  });

  it('opens a job by its id', async () => {
    const { id } = await enqueueDemo(stage.call, {});
    const page = await stage.open('#/jobs');

    await page.getByLabel('Job id').fill(id);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'demo' }).waitFor();
    expect(page.url()).toBe(`${stage.address}#/jobs/${id}`);
  });
});
