import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dashboardStage } from '../support/browser/dashboard-stage.ts';
import { enqueueDemo, jobAtEnd } from '../support/local-server/api-caller.ts';

const stage = dashboardStage();

it('goes to the heading when an action takes away its button', async () => {
  const { body } = await stage.call('POST /jobs', {
    body: { type: 'demo', payload: {}, delay: '1h' },
  });
  const page = await stage.open(`#/jobs/${body.id}`);

  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expectFocusOn(page, /^demo cancelled$/);
  await page.getByRole('button', { name: 'Retry' }).press('Enter');
  await expectFocusOn(page, /^demo (queued|running|succeeded)$/);
});

it('goes to the heading when a dialog takes away the button that opened it', async () => {
  const { id } = await enqueueDemo(stage.call, {});
  await jobAtEnd(stage.call, id);
  const page = await stage.open(`#/jobs/${id}`);

  await page.getByRole('button', { name: 'Erase' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).press('Enter');
  await page.getByText('It was erased.').first().waitFor();

  await expectFocusOn(page, /^demo succeeded$/);
});

it('goes to the heading when the row that had it is deleted', async () => {
  await stage.call('PUT /schedules/hourly', { body: { type: 'demo', payload: {}, every: '1h' } });
  const page = await stage.open('#/schedules');

  await page.getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByText('There are no schedules').waitFor();

  await expectFocusOn(page, /^Schedules$/);
});

it('stays on a button that is there after its action', async () => {
  const page = await stage.open('#/');

  await page.getByRole('button', { name: 'Pause default' }).press('Enter');
  await page.getByRole('button', { name: 'Resume default' }).waitFor();
  await expectFocusOn(page, /^Resume$/);
  await page.keyboard.press('Enter');

  await page.getByRole('button', { name: 'Pause default' }).waitFor();
});

it('stays on the button that asked a running job to stop', async () => {
  const { id } = await enqueueDemo(stage.call, { sleepMs: 9_000 });
  const page = await stage.open(`#/jobs/${id}`);
  await page.getByRole('status').getByText('running').waitFor();

  await page.getByRole('button', { name: 'Cancel' }).press('Enter');

  await expectFocusOn(page, /^Cancel requested$/);
});

async function expectFocusOn(page: Page, text: RegExp): Promise<void> {
  const focused = async () => (await page.locator(':focus').allTextContents()).join().trim();
  await expect.poll(focused, { timeout: 8_000 }).toMatch(text);
}
