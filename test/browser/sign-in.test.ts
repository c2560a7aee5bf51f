import { describe, expect, it } from 'vitest';
import { dashboardStage } from '../support/browser/dashboard-stage.ts';

const stage = dashboardStage();

describe('the dashboard', () => {
  it('asks for a key, says if it is not known, and opens with one that is', async () => {
    const page = await stage.openUnknown();

    await page.getByLabel('API key or token').fill('errand_wrong');
    await page.keyboard.press('Enter');
    const refusal = await page.getByRole('alert').textContent();
    await page.getByLabel('API key or token').fill(stage.key);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();

    expect(refusal).toContain('The key is not known or has expired');
    expect(await page.locator('.tenant').textContent()).toContain('default');
  });

  it('takes the key of a link and removes it from the address and the history', async () => {
    const page = await stage.openUnknown(`#key=${stage.key}`);

    await page.getByRole('heading', { name: 'Overview' }).waitFor();

    expect(page.url()).toBe(stage.address);
    expect(await page.evaluate('history.length')).toBe(2);
  });

  it('keeps the key for the tab alone, and forgets it at the sign-out', async () => {
    const page = await stage.open();
    const kept = await page.evaluate('sessionStorage.length + 10 * localStorage.length');

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('API key or token').waitFor();
    const left = await page.evaluate('sessionStorage.length + localStorage.length');
    await page.reload();

    expect([kept, left]).toEqual([1, 0]);
    await page.getByLabel('API key or token').waitFor();
  });

  it('keeps it for other tabs if it is asked to', async () => {
    const page = await stage.openUnknown();

    await page.getByLabel('API key or token').fill(stage.key);
    await page.getByLabel('Keep it on this device').check();
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const other = await page.context().newPage();
    await other.goto(stage.address);

    await other.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('can be gone through by keys, from the skip link on', async () => {
    const page = await stage.open('#/jobs');
    const focused = () => page.evaluate('document.activeElement.textContent.trim()');
    await page.reload();
    await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor();

    await page.keyboard.press('Tab');
    const first = await focused();
    await page.keyboard.press('Enter');
    const content = await page.evaluate('document.activeElement.id');
    await page.getByRole('link', { name: 'Schedules' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Schedules', exact: true }).waitFor();

    expect([first, content]).toEqual(['Skip to the content', 'main']);
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('main');
    await expect.poll(() => page.title()).toBe('Schedules · Errand');
  });
});
