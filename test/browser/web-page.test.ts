import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { violationsOn } from '../support/browser/accessibility.ts';
import { openBrowser } from '../support/browser/open-browser.ts';
import {
  dataFolder,
  type LocalServer,
  startLocalServer,
} from '../support/local-server/start-local-server.ts';
import { startWebPage, type WebPage } from '../support/web-page/start-web-page.ts';

const orders = join(import.meta.dirname, '../../examples/orders.csv');
const { folder, remove } = dataFolder();
let server: LocalServer;
let browser: Browser;
let site: WebPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLocalServer({ folder }), openBrowser()]);
  site = await startWebPage(server);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser.close();
  site.signal('SIGKILL');
  await server.killTree();
  remove();
});

it('shows the progress of a file to its end without a reload, and the same after one', async () => {
  const { page, faults } = await open();

  await page.getByLabel('CSV file').setInputFiles(orders);
  await page.getByRole('button', { name: 'Summarise' }).click();
  await page.waitForURL('**/jobs/*');
  await page.evaluate('window.isTheSame = true');
  const progress = await progressTo100(page);
  await page.getByRole('heading', { name: '3,000 rows' }).waitFor();

  expect(progress.length).toBeGreaterThan(3);
  expect(await page.evaluate('window.isTheSame')).toBe(true);
  expect(await page.getByRole('status').textContent()).toBe('Done');
  const shown = await page.locator('main').innerText();
  await page.reload();
  expect(await page.locator('main').innerText()).toBe(shown);
  expect(faults).toEqual([]);
});

it('starts one job by a double click', async () => {
  const { page } = await open();
  await page.getByLabel('CSV file').setInputFiles({
    name: 'double.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('double\nclick\n'),
  });

  await page.getByRole('button', { name: 'Summarise' }).dblclick();
  await page.getByText('Done').waitFor();
  await page.goto(site.url);

  expect(await page.getByRole('listitem').count()).toBe(1);
});

it('leaves the focus where it is, cancels, and tries again', async () => {
  const { page, faults } = await open();
  const focused = Promise.withResolvers<void>();
  // The first event comes when the button has the focus already.
  await page.route('**/events', (route) => focused.promise.then(() => route.continue()));
  await page.getByLabel('CSV file').setInputFiles(orders);
  await page.getByRole('button', { name: 'Summarise' }).click();
  await page.waitForURL('**/jobs/*');

  await page.getByRole('button', { name: 'Cancel' }).focus();
  focused.resolve();
  await expect.poll(() => percentOn(page)).toBeGreaterThan(10);
  expect(await page.evaluate('document.activeElement?.textContent')).toBe('Cancel');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Cancelled', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('status').getByText('Done').waitFor();

  expect(faults).toEqual([]);
});

it('goes on by itself when the server of the page was killed and started again', async () => {
  const own = await ownSite();
  const { page } = await start({ to: own });

  await expect.poll(() => percentOn(page)).toBeGreaterThan(0);
  await page.evaluate('window.isTheSame = true');
  own.signal('SIGKILL');
  await own.ended;
  await ownSite(new URL(own.url).port);
  await page.getByRole('heading', { name: '5,000 rows' }).waitFor();

  expect(await page.evaluate('window.isTheSame')).toBe(true);
});

it('comes to the result without scripts as well', async () => {
  const { page } = await start({ javaScriptEnabled: false });

  await page.getByRole('heading', { name: '5,000 rows' }).waitFor();

  expect(await page.getByRole('status').textContent()).toBe('Done');
});

it.each([
  ['in light', { colorScheme: 'light' }],
  ['in dark', { colorScheme: 'dark' }],
  ['at phone width', { viewport: { width: 360, height: 700 } }],
  ['at phone width in dark', { viewport: { width: 360, height: 700 }, colorScheme: 'dark' }],
] as const)(
  'no page breaks a rule of axe-core or is wider than the screen, %s',
  async (_, look) => {
    const { page } = await open(look);
    const file = (text: string) => ({ name: 'a.csv', mimeType: '', buffer: Buffer.from(text) });
    const found: Record<string, readonly string[]> = {};

    for (const [name, text] of Object.entries({ failed: 'a,b\n1,2,3\n', done: undefined })) {
      if (text !== undefined) await page.getByLabel('CSV file').setInputFiles(file(text));
      await page.getByRole('button', { name: 'Summarise' }).click();
      await page.waitForURL('**/jobs/*');
      found[`at the start, ${name}`] = await faultsOn(page);
      await page.getByRole('status').getByText(name).waitFor();
      found[name] = await faultsOn(page);
      await page.goto(site.url);
    }
    found.form = await faultsOn(page);
    await page.goto(`${site.url}/jobs/none`);
    found.none = await faultsOn(page);

    expect(Object.values(found).flat()).toEqual([]);
    expect(Object.keys(found)).toHaveLength(6);
  },
);

/** The form, and what goes wrong in the browser from here on. */
async function open(look: BrowserContextOptions = {}, { url } = site) {
  const context = await browser.newContext(look);
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // The icon that browsers ask for by themselves is none of the page's.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) {
      faults.push(message.text());
    }
  });
  await page.goto(url);
  return { page, faults };
}

interface StartOptions extends BrowserContextOptions {
  readonly to?: WebPage;
}

/** The page of a new job of some seconds, of 5,000 rows. */
async function start({ to = site, ...look }: StartOptions = {}) {
  const opened = await open(look, to);
  await opened.page.getByRole('button', { name: 'Summarise' }).click();
  await opened.page.waitForURL('**/jobs/*');
  return opened;
}

async function ownSite(port?: string): Promise<WebPage> {
  const own = await startWebPage(server, port);
  onTestFinished(async () => {
    own.signal('SIGKILL');
    await own.ended;
  });
  return own;
}

async function percentOn(page: Page): Promise<number> {
  return Number(await page.getByRole('progressbar').getAttribute('value'));
}

/** Every value that the bar has had on its way, each once. */
async function progressTo100(page: Page): Promise<readonly number[]> {
  const seen = new Set<number>();
  await expect
    .poll(
      async () => {
        const percent = await percentOn(page);
        seen.add(percent);
        return percent;
      },
      { timeout: 30_000 },
    )
    .toBe(100);
  return [...seen];
}

async function faultsOn(page: Page): Promise<readonly string[]> {
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  const violations = await violationsOn(page);
  return Number(overflow) > 0 ? [...violations, `It is ${overflow} pixels too wide`] : violations;
}
