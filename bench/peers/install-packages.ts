import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Installs what a folder's lock file names, unless it is there. Nothing in it may run a script. */
export async function installPackages(folder: string): Promise<void> {
  // npm writes it last, so an install that was interrupted is made again.
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return;
  await run('npm', ['ci', '--ignore-scripts'], { cwd: folder });
}

export function versionOf(folder: string, name: string): string {
  const manifest = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return JSON.parse(manifest).version;
}
