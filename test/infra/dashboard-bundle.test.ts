import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { dashboardFiles } from '../../functions/api/bundled-description.ts';
import { bundleDashboard } from '../../functions/bundle-dashboard.ts';

const folder = mkdtempSync(join(tmpdir(), 'errand-dashboard-'));
bundleDashboard(folder);

afterAll(() => rmSync(folder, { recursive: true }));

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

describe('the bundle of the dashboard', () => {
  it('weighs 60 kB at most, compressed, with all that the page loads', () => {
    const weights = dashboardFiles.map((file) => gzipSync(read(file)).length);

    const whole = weights.reduce((sum, bytes) => sum + bytes, 0);
    expect(whole).toBeLessThan(60_000);
    expect(Math.min(...weights)).toBeGreaterThan(300);
  });

  it('has no inline code in its page, and loads nothing from elsewhere', () => {
    const page = read('dashboard.html');

    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/i);
    const loaded = [...page.matchAll(/\s(?:src|href)="(?!data:)([^"]*)"/g)].map(([, file]) => file);
    expect(loaded).toEqual(['dashboard/dashboard.css', 'dashboard/dashboard.js']);
    expect(read('dashboard.css')).not.toMatch(/url\(|@import/);
  });

  it('puts no text into the page but as text, and makes no code of it', () => {
    // The one place is Preact's own, for a property that no component here uses.
    expect(read('dashboard.js').match(/\.innerHTML\s*=[^=]/g) ?? []).toHaveLength(1);
    expect(read('dashboard.js')).not.toMatch(
      /\beval\(|new Function|outerHTML|insertAdjacentHTML|document\.write/,
    );
  });
});
