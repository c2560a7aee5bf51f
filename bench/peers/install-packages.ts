import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Installs what a folder's lock file names, unless it is there. Nothing in it may run a script. */
export async function installPackages(folder: string): Promise<void> {
  if (isInstalled(folder)) return;
  await run('npm', ['ci', '--ignore-scripts'], { cwd: folder });
}

/** An install that was interrupted does not count, nor one from before the lock file was changed. */
export function isInstalled(folder: string): boolean {
  // npm writes it last.
  const installed = writtenAt(join(folder, 'node_modules/.package-lock.json'));
  return installed >= writtenAt(join(folder, 'package-lock.json'));
}

/** NaN if there is no such file. */
function writtenAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
}

export function versionOf(folder: string, name: string): string {
  const manifest = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return JSON.parse(manifest).version;
}
