import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunction } from '../../../functions/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'errand-stacks-'));
const own = fileURLToPath(new URL('../../../functions/aws/readable-stacks.ts', import.meta.url));

const failing = `export function failing(): never {
  throw new TypeError('no answer');
}
export async function waiting() {
  await null;
  failing();
}
export class Thing {
  constructor() {
    failing();
  }
}
`;
/** What it fails by is loaded both at start and later on, so that it is in the chunk that is bundled twice. */
const handler = `import { readableStacks } from '${own}';
import { failing, Thing, waiting } from './failing.ts';
readableStacks();
export const once = () => failing();
export const later = async () => await waiting();
export const making = () => new Thing();
export const parsing = () => JSON.parse('{');
export const unreadable = () => {
  throw Object.defineProperty(new Error(), 'message', { get: failing });
};
export const again = () => import('./failing.ts');
import { thing } from './packaged.js';
export const packaged = () => thing();
`;

/** In one piece it would be taken for one of this file. */
const mapComment = ['source', 'MappingURL'].join('');
/** As a bundler leaves it: its first line is that of `webpack://thing/thing.ts`. */
const packaged = `export const thing = () => { throw new Error('of a package'); };
//# ${mapComment}=data:application/json,${encodeURIComponent(
  JSON.stringify({
    version: 3,
    sources: ['webpack://thing/thing.ts'],
    names: [],
    mappings: 'AAAA',
  }),
)}
`;

beforeAll(() => {
  writeFileSync(join(folder, 'packaged.js'), packaged);
  writeFileSync(join(folder, 'failing.ts'), failing);
  writeFileSync(join(folder, 'handler.ts'), handler);
  bundleFunction({ entry: join(folder, 'handler.ts'), outdir: join(folder, 'out') });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The first lines of what is thrown by an export, in a process of its own, without the folder. */
function stackOf(name: string, lines: number): string {
  const code = `import * as calls from './out/index.mjs';
    try { await calls.${name}(); } catch (error) { console.log(error.stack); }`;
  const args = ['--input-type=module', '--eval', code];
  const stack = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const [head, ...calls] = stack.replaceAll(`${folder}/`, '').split('\n');
  return [head, ...calls.slice(0, lines)].join('\n');
}

describe('a stack in a bundle', () => {
  it('names the places in the sources', () => {
    expect(stackOf('once', 2)).toMatch(
      /^TypeError: no answer\n {4}at \S+ \(failing\.ts:2:9\)\n {4}at \S+ \(handler\.ts:4:\d+\)$/,
    );
  });

  it('names functions as the sources do where the map knows, and says what was waited for', () => {
    expect(stackOf('later', 3)).toMatch(
      /at failing \(failing\.ts:2:9\)\n {4}at \S+ \(failing\.ts:6:\d+\)\n {4}at async \S+ \(handler\.ts:5:\d+\)$/,
    );
  });

  it('says what was made with new', () => {
    expect(stackOf('making', 2)).toMatch(/ {4}at new \S+ \(failing\.ts:10:\d+\)$/);
  });

  it('has calls outside of modules as they are', () => {
    expect(stackOf('parsing', 2)).toMatch(
      /^SyntaxError: .*\n {4}at JSON\.parse \(<anonymous>\)\n {4}at \S+ \(handler\.ts:7:\d+\)$/,
    );
  });

  it('has sources that are no files as the map of a package names them', () => {
    expect(stackOf('packaged', 1)).toMatch(/ {4}at \S+ \(webpack:\/\/thing\/thing\.ts:1:\d+\)$/);
  });

  it('is there for an error that cannot be read', () => {
    expect(stackOf('unreadable', 1)).toMatch(/^Error\n {4}at \S+ \(handler\.ts:9:\d+\)$/);
  });

  it('has the places in the bundle if there are no maps', () => {
    for (const map of globSync(join(folder, 'out/*.map'))) rmSync(map);

    expect(stackOf('once', 2)).toMatch(/out\/chunk-\w+\.mjs:\d+:\d+.*\n.*out\/index\.mjs:/);
  });
});
