import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { hashOfKey, newApiKey, wholeAccess } from '../../../functions/core/api-key.ts';
import type { ApiKey } from '../../../functions/core/key-store.ts';
import { localKeys } from '../../../local/local-keys.ts';
import { type ApiCall, apiCaller } from '../local-server/api-caller.ts';
import { type LocalServer, startLocalServer } from '../local-server/start-local-server.ts';
import { openBrowser } from './open-browser.ts';

export interface Look {
  readonly scheme?: 'light' | 'dark';
  /** Pixels. @default 1280 */
  readonly width?: number;
  /** @default the server's own, which may do everything */
  readonly key?: string;
}

/** A real server and a real browser for the tests of one file. */
export interface DashboardStage {
  /** Of the server's own key. */
  readonly call: ApiCall;
  /** The address of the dashboard. */
  readonly address: string;
  readonly key: string;
  /** A page of the dashboard, such as `#/jobs`, signed in. It is closed after the test. */
  open(page?: string, look?: Look): Promise<Page>;
  /** A page that knows no key yet. */
  openUnknown(page?: string, look?: Look): Promise<Page>;
  /** A key that is not the server's, and how to call the API with it. */
  makeKey(terms: Partial<ApiKey>): Promise<{ readonly key: string; readonly call: ApiCall }>;
}

export function dashboardStage(): DashboardStage {
  let browser: Browser | undefined;
  let server: LocalServer | undefined;
  const faults: string[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startLocalServer(), openBrowser()]);
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    // A fault of a script, or something that the policy of the page did not let through.
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.killTree();
  });

  const running = () => {
    if (server === undefined) throw new Error('The server runs from beforeAll on');
    return server;
  };
  const openUnknown = async (page = '', { scheme = 'light', width = 1280 }: Look = {}) => {
    if (browser === undefined) throw new Error('The browser is there from beforeAll on');
    const context = await browser.newContext({
      colorScheme: scheme,
      viewport: { width, height: 800 },
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
    });
    context.setDefaultTimeout(20_000);
    const opened = await context.newPage();
    noteFaults(opened, faults);
    await opened.goto(`${running().url}/dashboard${page}`);
    return opened;
  };
  return {
    get call() {
      return running().call;
    },
    get address() {
      return `${running().url}/dashboard`;
    },
    get key() {
      return running().key;
    },
    openUnknown,
    async open(page = '#/', look = {}) {
      const opened = await openUnknown(`#key=${look.key ?? running().key}`, look);
      await opened.getByText('Tenant').waitFor();
      await opened.goto(`${running().url}/dashboard${page}`);
      return opened;
    },
    async makeKey(terms) {
      const key = newApiKey();
      await localKeys(running().folder).putKey(hashOfKey(key), { ...wholeAccess, ...terms });
      return { key, call: apiCaller(running().url, key) };
    },
  };
}

function noteFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // That an answer was no success is what the page has to tell, not the console.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isAnswer) faults.push(message.text());
  });
}
