import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from '../../support/browser/open-browser.ts';
import { type ShownJobs, showJobs } from '../../support/browser/show-jobs.ts';
import { dataFolder, startLocalServer } from '../../support/local-server/start-local-server.ts';

// Makes the pictures of the README from a real server with real jobs.
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(import.meta.dirname, '../../../docs/images') },
  },
});

const { folder, remove } = dataFolder();
const [server, browser] = await Promise.all([startLocalServer({ folder }), openBrowser()]);
try {
  const jobs = await showJobs(server);
  const context = await browser.newContext({
    viewport: { width: 1200, height: 780 },
    deviceScaleFactor: 1.5,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/dashboard#key=${server.key}`);
  await page.getByText('Tenant').waitFor();
  for (const [name, { path, shown }] of Object.entries(pagesOf(jobs))) {
    await page.goto(`${server.url}/dashboard${path}`);
    await page.getByText(shown).first().waitFor();
    await settled(page);
    await page.screenshot({ path: join(values.out, `dashboard-${name}.png`) });
    console.log(`dashboard-${name}.png`);
  }
} finally {
  await browser.close();
  await server.killTree();
  remove();
}

function pagesOf({ failed }: ShownJobs) {
  return {
    overview: { path: '#/', shown: 'Dead letters' },
    job: { path: `#/jobs/${failed}`, shown: 'It is slow today' },
    failed: { path: '#/failed', shown: 'permanent' },
  };
}

/** When nothing has moved for half a second. */
async function settled(page: Page): Promise<void> {
  const look = () => page.evaluate<string>('document.querySelector("main").innerHTML.length + ""');
  for (let last = ''; ; ) {
    await page.waitForTimeout(500);
    const now = await look();
    if (now === last) return;
    last = now;
  }
}
