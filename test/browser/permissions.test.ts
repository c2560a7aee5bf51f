import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dashboardStage } from '../support/browser/dashboard-stage.ts';
import { enqueueDemo, jobAtEnd } from '../support/local-server/api-caller.ts';

const stage = dashboardStage();

/** What can be done on the page, beside what the frame of every page has. */
async function offered(page: Page): Promise<readonly string[]> {
  const buttons = await page.locator('main button:visible').allTextContents();
  const links = await page.locator('main a.button:visible').allTextContents();
  return [...buttons, ...links].map((text) => text.trim()).filter((text) => text !== '');
}

it.each([
  [['read', 'manage', 'enqueue'], undefined, ['Retry', 'Erase', 'Run again with changes']],
  [['read', 'manage'], undefined, ['Retry', 'Erase']],
  [['read', 'enqueue'], undefined, ['Run again with changes']],
  [['read'], undefined, []],
  [['read', 'manage', 'enqueue'], ['summarise-csv'], ['Erase']],
] as const)(
  'a key with the scopes %j for the types %j is offered %j of a failed job',
  async (scopes, types, expected) => {
    const { id } = await enqueueDemo(stage.call, { outcome: 'permanent' });
    await jobAtEnd(stage.call, id);
    const { key } = await stage.makeKey({ scopes: [...scopes], ...(types && { types }) });

    const page = await stage.open(`#/jobs/${id}`, { key });
    await page.getByRole('heading', { name: 'demo' }).waitFor();

    expect(await offered(page)).toEqual(expected);
  },
);

it('a key that may only read is offered no change on any page', async () => {
  await stage.call('PUT /schedules/daily', { body: { type: 'demo', payload: {}, every: '24h' } });
  const { id } = await enqueueDemo(stage.call, { outcome: 'permanent' });
  await jobAtEnd(stage.call, id);
  const { key } = await stage.makeKey({ scopes: ['read'] });
  const page = await stage.open('#/', { key });
  await page.getByRole('row', { name: /^demo/ }).last().waitFor();
  const overview = await offered(page);

  await page.getByRole('link', { name: 'Failed' }).first().click();
  await page.getByText('permanent').first().waitFor();
  const failed = await offered(page);
  await page.getByRole('link', { name: 'Schedules' }).click();
  await page.getByText('daily').waitFor();
  const schedules = await offered(page);

  expect([overview, failed, schedules]).toEqual([[], [], []]);
  expect(await page.getByRole('link', { name: 'Start a job' }).count()).toBe(0);
});

it('a key that may only enqueue starts a job, and is told what it may not see', async () => {
  const { key } = await stage.makeKey({ scopes: ['enqueue'] });
  const page = await stage.open('#/', { key });
  await page.getByRole('heading', { name: 'This key may not look at jobs' }).waitFor();

  await page.getByRole('navigation').getByRole('link', { name: 'Start a job' }).click();
  await page.getByLabel('Job type').fill('demo');
  await page.getByLabel('Payload').last().fill('{ "echo": 1 }');
  await page.getByRole('button', { name: 'Start the job' }).click();

  await page.getByText('The job is accepted').waitFor();
});

it('a key for some job types alone is offered those to start', async () => {
  const { key } = await stage.makeKey({ types: ['resize-image'] });
  const page = await stage.open('#/start', { key });

  const types = page.getByLabel('Job type').getByRole('option');

  await expect.poll(() => types.allTextContents()).toEqual(['resize-image']);
});

it("a key of another tenant sees none of this one's jobs, schedules and numbers", async () => {
  const { id } = await enqueueDemo(stage.call, { outcome: 'permanent' });
  await jobAtEnd(stage.call, id);
  const { key } = await stage.makeKey({ tenant: `other-${randomUUID()}` });
  const page = await stage.open('#/jobs', { key });

  await page.getByText('There are no jobs yet').waitFor();
  await page.goto(`${stage.address}#/failed`);
  await page.getByText('No failed jobs').waitFor();
  await page.goto(`${stage.address}#/`);
  await page.getByText('Nothing has ended in this time.').waitFor();
  await page.goto(`${stage.address}#/jobs/${id}`);

  await page.getByText('There is no such job').waitFor();
});
