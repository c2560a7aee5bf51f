import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { writeRelease } from './releases/write-release.ts';

// Keeps what this release writes, and its code, for the tests in test/upgrades: other releases have to read
// the one, and to be read by the other.
const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = join(root, 'test/upgrades/releases', version);
const { database, messages, items } = await writeRelease();

mkdirSync(folder, { recursive: true });
write('database.sql', database);
write('messages.json', json(messages));
write('items.json', json(items));
await build({
  absWorkingDir: root,
  entryPoints: ['scripts/releases/release-code.ts'],
  outfile: join(folder, 'code.mjs'),
  bundle: true,
  packages: 'external',
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  legalComments: 'none',
});
console.log(`Release ${version} is kept in ${folder}`);

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}
