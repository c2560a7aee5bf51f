import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { dashboardStage } from '../support/browser/dashboard-stage.ts';
import { jobAtEnd } from '../support/local-server/api-caller.ts';

const stage = dashboardStage();
const widths = [1_280, 390];

describe('a schedule with a name of 50 characters', () => {
  const names = ['nightly_customer_invoice_export_to_warehouse_eu', 'n'.repeat(50)];
  const terms = { type: 'demo', payload: {}, timeZone: 'America/Argentina/ComodRivadavia' };

  it.each(widths)('is shown whole, with its buttons and its dialog, %i px wide', async (width) => {
    for (const name of names) {
      await stage.call(`PUT /schedules/${name}`, { body: { ...terms, cron: '0 2 * * *' } });
    }
    const page = await stage.open('#/schedules', { width });
    const cut: (readonly string[])[] = [];

    for (const name of names) {
      const row = page.getByRole('row', { name: new RegExp(name) });
      await row.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').waitFor();
      cut.push(await cutOffOn(page));
      await page.keyboard.press('Escape');
    }

    expect(cut).toEqual([[], []]);
  });
});

describe('a job with a tag of 64 characters', () => {
  const tags = ['x'.repeat(64), 'second', 'third'];

  it.each(widths)('has its other tags in sight in the list of jobs, %i px wide', async (width) => {
    await stage.call('POST /jobs', { body: { type: 'demo', payload: {}, delay: '2h', tags } });
    const failing = { type: 'demo', payload: { outcome: 'permanent' }, tags };
    const { body } = await stage.call('POST /jobs', { body: failing });
    await jobAtEnd(stage.call, String(body.id));
    const page = await stage.open('#/jobs', { width });

    await page.getByRole('link', { name: 'third' }).first().waitFor();

    expect(await cutOffOn(page)).toEqual([]);
  });
});

/** What is wider than its place, and so can be seen in part alone. */
async function cutOffOn(page: Page): Promise<readonly string[]> {
  return await page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('dialog[open], .card, .card th, .card td, .details > div')]
      .filter((element) => element.scrollWidth > element.clientWidth && element.clientWidth > 0)
      .map((element) => element.tagName + ' ' + element.textContent)`,
  );
}
