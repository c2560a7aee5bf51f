import { writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { BuiltFunction } from './build-function.ts';

/** A module with what no bundle can be quicker than: Node's own modules that these functions import. */
export function writeNodeImports(built: readonly BuiltFunction[], folder: string): string {
  const names = new Set(
    built.flatMap(({ externals }) => externals.filter((name) => isBuiltin(name))),
  );
  const file = join(folder, 'node-imports.mjs');
  writeFileSync(file, [...names].map((name) => `import '${name}';\n`).join(''));
  return file;
}
