import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ownFolder, ownManifest } from './own-package.ts';

/** npm writes down here where it got each package from. */
interface HiddenLockFile {
  readonly packages?: Readonly<Record<string, { readonly resolved?: string }>>;
}

/**
 * What the package.json of a project in `folder` asks for as `errand`: the very package that this is. One that
 * came from a file is asked for by that file, one from a registry by its version. In the repository it is packed
 * first, into that folder.
 */
export function errandSource(folder: string): string {
  const modules = resolve(ownFolder, '..');
  const lockFile = join(modules, '.package-lock.json');
  if (!/node_modules$/.test(modules)) return packed(folder);
  const { packages = {} }: HiddenLockFile = existsSync(lockFile)
    ? JSON.parse(readFileSync(lockFile, 'utf8'))
    : {};
  const resolved = packages[`node_modules/${ownManifest.name}`]?.resolved;
  if (!resolved?.startsWith('file:')) return ownManifest.version;
  const file = resolve(modules, '..', resolved.slice('file:'.length));
  return `file:${relative(folder, file).replaceAll('\\', '/')}`;
}

function packed(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const args = ['pack', '--silent', '--pack-destination', folder];
  const options = {
    cwd: ownFolder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  } as const;
  const file = execFileSync('npm', args, options).trim().split('\n').at(-1);
  return `file:${file}`;
}
