import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { repository } from './page-blocks.ts';

/**
 * A folder for projects of readers, in which `errand` is this repository's code, as if it were installed.
 * It is outside the repository: nothing is found there by chance.
 */
export function readersFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'errand-readers-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(repository, 'node_modules'))) {
    if (name !== 'errand') symlinkSync(join(repository, 'node_modules', name), join(modules, name));
  }
  installSources(join(modules, 'errand'));
  return { folder, remove: () => rmSync(folder, { recursive: true, maxRetries: 5 }) };
}

/** The package with its sources in the place of what is built from them. */
function installSources(folder: string): void {
  mkdirSync(folder);
  // Node takes TypeScript nowhere below `node_modules`, but goes by where a link leads.
  symlinkSync(join(repository, 'exports'), join(folder, 'exports'));
  const { exports }: { exports: Record<string, string | { default: string }> } = JSON.parse(
    readFileSync(join(repository, 'package.json'), 'utf8'),
  );
  const sources = Object.entries(exports).map(([path, file]) => [
    path,
    (typeof file === 'string' ? file : file.default)
      .replace('./dist/', './')
      .replace(/\.js$/, '.ts'),
  ]);
  write(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'errand', type: 'module', exports: Object.fromEntries(sources) }),
  );
}

/** What `errand init` makes, and over it these files. Answers its folder. */
export function readerProject(root: string, page: string, files: ReadonlyMap<string, string>) {
  const folder = join(root, basename(page, '.md').toLowerCase());
  cpSync(join(repository, 'cli/init/template'), folder, { recursive: true });
  write(join(folder, 'package.json'), JSON.stringify({ name: 'reader', type: 'module' }));
  for (const [file, text] of files) write(join(folder, file), text);
  return folder;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
