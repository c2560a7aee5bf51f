import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isInstalled } from '../../../bench/peers/install-packages.ts';

it('installs where nothing is installed', () => {
  const folder = folderWith({ 'package-lock.json': 1_000 });

  expect(isInstalled(folder)).toBe(false);
});

it('installs again what was installed before the lock file was changed', () => {
  const older = { 'node_modules/.package-lock.json': 1_000, 'package-lock.json': 2_000 };
  const newer = { ...older, 'node_modules/.package-lock.json': 3_000 };

  expect(isInstalled(folderWith(older))).toBe(false);
  expect(isInstalled(folderWith(newer))).toBe(true);
});

/** With these files, last changed then. */
function folderWith(files: Readonly<Record<string, number>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'errand-packages-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules'));
  for (const [file, seconds] of Object.entries(files)) {
    writeFileSync(join(folder, file), '{}');
    utimesSync(join(folder, file), seconds, seconds);
  }
  return folder;
}
