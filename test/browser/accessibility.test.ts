import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { violationsOn } from '../support/browser/accessibility.ts';
import { dashboardStage, type Look } from '../support/browser/dashboard-stage.ts';
import { enqueueDemo, jobAtEnd } from '../support/local-server/api-caller.ts';

const stage = dashboardStage();
let failed: string;
let running: string;

beforeAll(async () => {
  const { call } = stage;
  ({ id: failed } = await enqueueDemo(call, { outcome: 'permanent' }));
  await enqueueDemo(call, { echo: { text: 'hello', count: 3 } });
  await jobAtEnd(call, failed);
  ({ id: running } = await enqueueDemo(call, { sleepMs: 9_000, failures: 2 }));
  await call('POST /jobs', { body: { type: 'demo', payload: {}, delay: '2h', tags: ['later'] } });
  const hourly = { type: 'demo', payload: {}, every: '1h' };
  await call('PUT /schedules/hourly', { body: hourly });
  await call('PUT /schedules/paused', { body: { ...hourly, paused: true } });
});

const looks = {
  'in light': { scheme: 'light' },
  'in dark': { scheme: 'dark' },
  'at phone width': { width: 360 },
  'at phone width in dark': { width: 360, scheme: 'dark' },
} as const satisfies Readonly<Record<string, Look>>;

const pages: Readonly<Record<string, { path(): string; shown: string }>> = {
  overview: { path: () => '#/', shown: 'Queues' },
  'list of jobs': { path: () => '#/jobs', shown: 'failed' },
  'page of a failed job': { path: () => `#/jobs/${failed}`, shown: 'Timeline' },
  'page of a running job': { path: () => `#/jobs/${running}`, shown: 'Timeline' },
  'page of no job': { path: () => '#/jobs/none', shown: 'There is no such job' },
  'list of failed jobs': { path: () => '#/failed', shown: 'permanent' },
  'list of schedules': { path: () => '#/schedules', shown: 'hourly' },
  'form to start a job': { path: () => '#/start', shown: 'sleepMs' },
  'page that is none': { path: () => '#/nowhere', shown: 'There is no such page' },
};

it.each(Object.entries(looks))(
  'no page breaks a rule of axe-core or is wider than the screen, %s',
  { timeout: 180_000 },
  async (_, look: Look) => {
    const page = await stage.open('#/', look);
    const faults: Record<string, readonly string[]> = {};
    for (const [name, { path, shown }] of Object.entries(pages)) {
      await page.goto(`${stage.address}${path()}`);
      await page.getByText(shown).first().waitFor();

      faults[name] = await faultsOn(page);
    }

    expect(faults).toEqual(Object.fromEntries(Object.keys(pages).map((name) => [name, []])));
  },
);

it.each(Object.entries(looks))(
  'neither a dialog nor the form for a key breaks a rule of axe-core, %s',
  { timeout: 120_000 },
  async (_, look: Look) => {
    const page = await stage.open(`#/jobs/${failed}`, look);

    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('dialog', { name: 'Erase what this job was about?' }).waitFor();
    const inDialog = await faultsOn(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('API key or token').waitFor();
    const signedOut = await faultsOn(page);

    expect([inDialog, signedOut]).toEqual([[], []]);
  },
);

async function faultsOn(page: Page): Promise<readonly string[]> {
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  const violations = await violationsOn(page);
  return Number(overflow) > 0 ? [...violations, `It is ${overflow} pixels too wide`] : violations;
}
